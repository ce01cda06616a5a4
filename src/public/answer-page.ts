import { hash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { MadePage } from './page-store.js';

/** No script and nothing from outside: the page is read as it came. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** What is taken down must be gone at the next look, so nothing may be answered from a store without asking. */
export const alwaysAsk = 'no-cache';
/** HTTP dates know whole seconds: a change is named only when no other can still fall into the same one. */
const settledMilliseconds = 2_000;

/** @param changedAt when what it tells last changed, or null where that is not known */
export function madePage(
  body: string,
  { type = 'text/html; charset=utf-8', status = 200, changedAt = null }: Partial<MadePage> = {},
): MadePage {
  return { body, type, status, changedAt, etag: `"${hash('sha256', body, 'base64url').slice(0, 27)}"` };
}

/** Answers with the page, or with 304 to a reader who has it (RFC 9110, 13). @param now PostgreSQL's time */
export function answerPage(request: Request, response: Response, page: MadePage, now: Date): void {
  response.setHeader('Cache-Control', alwaysAsk);
  response.setHeader('Content-Security-Policy', pagePolicy);
  if (page.status === 200) {
    response.setHeader('ETag', page.etag);
    if (page.changedAt && now.getTime() - page.changedAt.getTime() > settledMilliseconds)
      response.setHeader('Last-Modified', page.changedAt.toUTCString());
    if (isKnown(request, response)) {
      response.status(304).end();
      return;
    }
  }
  response.status(page.status).setHeader('Content-Type', page.type);
  response.send(page.body);
}

/** Whether the reader has what `ETag` and `Last-Modified` of the answer say. A tag, where one is sent, decides alone. */
export function isKnown(request: Request, response: Response): boolean {
  const tags = request.headers['if-none-match'];
  const etag = String(response.getHeader('ETag'));
  if (tags !== undefined)
    return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  const modified = response.getHeader('Last-Modified');
  return typeof modified === 'string' && Date.parse(modified) <= since;
}
