import { writeFile } from 'node:fs/promises';
import { formatOf, labelOf, type AcceptedFormat } from '../documents/document-kinds.js';
import { sniffType } from '../documents/sniff-type.js';
import { checkSpans } from './check-spans.js';
import { keepWhenClean } from './keep-when-clean.js';
import { coverDocx, scanDocx } from './redact-docx.js';
import { coverPdf, scanPdf } from './redact-pdf.js';
import { coverTextFile, scanTextFile, type TextKind } from './redact-text.js';
import { notFound, RedactionFailed, RedactionRefused, type RedactionReason } from './redaction-reasons.js';
import { CoverTally, type RedactionReport, type RedactionSpan } from './redaction-report.js';

/**
 * Makes a copy of a file in which the given texts are gone, not hidden (区分处理: the part that may be disclosed is,
 * 2019 Regulations art. 37), reads it back, and keeps it only when nothing of them is found and nothing is unsure.
 * @param kind what the file was told to be when it was uploaded
 * @param out where the copy goes; there must be no file yet
 * @throws RedactionRefused when the request or the file cannot be carried out, with every reason
 * @throws RedactionFailed when the copy was not surely clean; there is then no copy
 */
export async function redact(
  path: string,
  kind: AcceptedFormat,
  spans: readonly RedactionSpan[],
  out: string,
): Promise<RedactionReport> {
  const reasons = [...checkSpans(spans), ...(await checkKind(path, kind))];
  if (reasons.length > 0) throw new RedactionRefused(reasons);
  const tally = new CoverTally(spans);
  switch (kind) {
    case 'text':
    case 'csv':
    case 'html':
    case 'xml':
      return redactText(path, kind, spans, out, tally);
    case 'docx':
      return redactDocx(path, spans, out, tally);
    case 'pdf':
      return redactPdf(path, spans, out, tally);
    default:
      throw new RedactionRefused([convertFirst(kind)]);
  }
}

async function redactText(
  path: string,
  kind: TextKind,
  spans: readonly RedactionSpan[],
  out: string,
  tally: CoverTally,
): Promise<RedactionReport> {
  const { content, notices } = await coverTextFile(path, kind, spans, tally);
  requireAllFound(tally);
  const write = (to: string): Promise<void> => writeFile(to, content, { flag: 'wx', mode: 0o600 });
  await keepWhenClean(out, write, (made) => scanSurely(() => scanTextFile(made, kind, spans)));
  return { form: 'text', covered: tally.covered, notices };
}

async function redactDocx(
  path: string,
  spans: readonly RedactionSpan[],
  out: string,
  tally: CoverTally,
): Promise<RedactionReport> {
  const { write, notices } = await coverDocx(path, spans, tally);
  requireAllFound(tally);
  await keepWhenClean(out, write, (made) => scanSurely(() => scanDocx(made, spans)));
  return { form: 'docx', covered: tally.covered, notices };
}

async function redactPdf(
  path: string,
  spans: readonly RedactionSpan[],
  out: string,
  tally: CoverTally,
): Promise<RedactionReport> {
  const { write, pages, notices } = await coverPdf(path, spans, tally);
  requireAllFound(tally);
  await keepWhenClean(out, write, (made) => scanSurely(() => scanPdf(made, spans, pages)));
  return { form: 'pdf', covered: tally.covered, notices };
}

/** Whatever goes wrong while the result is read back means that nothing is known of it. */
async function scanSurely(scan: () => Promise<void>): Promise<void> {
  try {
    await scan();
  } catch (error) {
    if (error instanceof RedactionFailed) throw error;
    throw new RedactionFailed([unreadableResult], { cause: error });
  }
}

function requireAllFound(tally: CoverTally): void {
  const missing = tally.missing();
  if (missing.length > 0) throw new RedactionRefused(missing.map(notFound));
}

/** Text formats differ by a guess only; the others must be what they are said to be. */
async function checkKind(path: string, kind: AcceptedFormat): Promise<RedactionReason[]> {
  if (formatOf(kind).kind === 'text') return [];
  if (kind !== 'docx' && kind !== 'pdf') return [convertFirst(kind)];
  const { format } = await sniffType(path);
  return format === kind ? [] : [otherKind(kind)];
}

function otherKind(kind: AcceptedFormat): RedactionReason {
  const { zh, en } = labelOf(kind);
  return {
    code: 'other-kind',
    zh: `文件内容不是${zh}。请重新上传原文件。`,
    en: `The content is not ${en}. Upload the original again.`,
  };
}

function convertFirst(kind: AcceptedFormat): RedactionReason {
  const { zh, en } = labelOf(kind);
  return {
    code: 'kind-not-redactable',
    zh: `不能直接遮盖${zh}。请先转换成 PDF 或 DOCX，上传后再遮盖。`,
    en: `Text in ${en} cannot be covered. Convert it to PDF or DOCX first and upload that.`,
  };
}

const unreadableResult: RedactionReason = {
  code: 'unreadable-result',
  zh: '结果无法读回检查，已删除。请把原文件另存为新文件后再试，或手工处理。',
  en: 'The result could not be read back and was deleted. Save the original anew and try again, or redact it by hand.',
};
