import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { CommandRefused, NotFound } from '../cases/refused.js';
import { tellReason, type Reason, type ReasonCode } from '../engine/reasons.js';
import { StoreFull } from '../documents/byte-store.js';
import { UploadPostponed, UploadRefused } from '../documents/upload-reasons.js';
import { RequestFault, UnavailableFault } from '../platform/faults.js';
import { RedactionFailed, RedactionRefused } from '../redaction/redaction-reasons.js';

/** RFC 9457. `code` is stable for programs; `reasons` holds every reason at once. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  instance?: string;
  reasons?: { code: string; detail: string; detailEn: string; data: Record<string, string | number> }[];
}

/** The case stands otherwise than the caller believed; everything else that is refused is a matter of what was sent or who sent it. */
const conflicts: ReadonlySet<ReasonCode> = new Set([
  'stale-revision',
  'command-reused',
  'unknown-action',
  'case-closed',
  'already-signed',
  'too-late-to-recall',
]);

/** Every error leaves as a problem document that a clerk can read; what is broken inside is logged and never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = this.problemOf(error, request);
    if (problem.status === 503) response.setHeader('Retry-After', '1');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, instance: request.originalUrl.split('?')[0] }));
  }

  private problemOf(error: unknown, request: Request): Problem {
    if (error instanceof CommandRefused) return refusedProblem(error.reasons);
    if (error instanceof NotFound)
      return {
        ...plain(404, 'not-found'),
        detail: `找不到 ${error.what} ${error.id} (not found, or not open to you)`,
      };
    if (error instanceof RequestFault)
      return {
        ...plain(422, 'refused'),
        detail: error.faults.join('；'),
        reasons: error.faults.map((detail) => ({ code: 'refused', detail, detailEn: detail, data: {} })),
      };
    if (error instanceof UploadRefused) return toldProblem(uploadStatus(error), error.reasons);
    if (error instanceof RedactionRefused) return toldProblem(422, error.reasons);
    if (error instanceof RedactionFailed) {
      this.log.warn({ reasons: error.message, cause: causeOf(error) }, 'a file could not be redacted');
      return toldProblem(422, error.reasons);
    }
    if (error instanceof StoreFull) return { ...plain(507, 'store-full'), detail: error.message };
    if (error instanceof HttpException) return httpProblem(error);
    if (isUnavailable(error))
      return {
        ...plain(503, 'unavailable'),
        detail: '系统暂时不可用，请稍后重试；您的操作没有生效 (try again in a moment; nothing was done)',
      };
    if (isClientFault(error)) return { ...plain(error.status, 'bad-request'), detail: error.message };
    this.log.error({ err: error, method: request.method, path: request.path }, 'request failed');
    return {
      ...plain(500, 'internal-error'),
      detail: '系统内部错误，已记录；您的操作没有生效 (an internal error, recorded; nothing was done)',
    };
  }
}

export function refusedProblem(reasons: readonly Reason[]): Problem {
  const isConflict = reasons.some(({ code }) => conflicts.has(code));
  const told = reasons.map((reason) => ({
    code: reason.code,
    detail: tellReason(reason, 'zh'),
    detailEn: tellReason(reason, 'en'),
    data: reason.data,
  }));
  return {
    ...plain(isConflict ? 409 : 422, reasons[0]?.code ?? 'refused'),
    title: '不能办理 (refused)',
    detail: told.map(({ detail }) => detail).join(' '),
    reasons: told,
  };
}

/** Reasons that come with their words. */
function toldProblem(status: number, reasons: readonly { code: string; zh: string; en: string }[]): Problem {
  return {
    ...plain(status, reasons[0]?.code ?? 'refused'),
    detail: reasons.map(({ zh }) => zh).join(' '),
    reasons: reasons.map(({ code, zh, en }) => ({ code, detail: zh, detailEn: en, data: {} })),
  };
}

/** Where it broke, without the message: that may quote the text that was to be covered. */
function causeOf({ cause }: Error): string | null {
  if (!(cause instanceof Error)) return null;
  const places = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [cause.name, ...places].join('\n');
}

const titles: Record<number, string> = {
  400: '请求有误 (bad request)',
  401: '未登录 (not signed in)',
  403: '无权限 (not allowed)',
  404: '没有找到 (not found)',
  405: '方法不允许 (method not allowed)',
  409: '状态冲突 (conflict)',
  413: '内容过大 (too large)',
  415: '文件类型不符 (unsupported type)',
  422: '不能办理 (refused)',
  429: '请求过于频繁 (too many requests)',
  500: '内部错误 (internal error)',
  501: '尚未提供 (not there yet)',
  503: '暂时不可用 (unavailable)',
  507: '存储空间不足 (insufficient storage)',
};

function plain(status: number, code: string): Problem {
  return { type: `urn:gongkai:problem:${code}`, title: titles[status] ?? 'error', status, code };
}

function httpProblem(error: HttpException): Problem {
  const status = error.getStatus();
  const body = error.getResponse();
  const code =
    {
      400: 'bad-request',
      401: 'not-signed-in',
      403: 'not-allowed',
      404: 'not-found',
      413: 'too-large',
      415: 'unsupported-type',
      429: 'too-many-requests',
      501: 'not-there-yet',
    }[status] ?? 'refused';
  const messages = typeof body === 'object' && 'message' in body ? body.message : error.message;
  const list = Array.isArray(messages) ? messages.map(String) : [String(messages)];
  const reasons =
    list.length > 1 || status === 400
      ? list.map((detail) => ({ code, detail, detailEn: detail, data: {} }))
      : undefined;
  return { ...plain(status, code), detail: list.join('；'), ...(reasons ? { reasons } : {}) };
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof UnavailableFault) return true;
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code ?? '';
  return (
    /^(57P0|08|53|40001|40P01|55P03|57014)|^ECONN/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}

/** What express and its parsers find wrong with a request: broken JSON, a body that is too large. */
function isClientFault(error: unknown): error is Error & { status: number } {
  const status = (error as { status?: unknown }).status;
  return error instanceof Error && typeof status === 'number' && status >= 400 && status < 500;
}

function uploadStatus(error: UploadRefused): number {
  if (error instanceof UploadPostponed) return 503;
  return error.reasons.some(({ code }) => code === 'too-large' || code === 'total-too-large') ? 413 : 422;
}
