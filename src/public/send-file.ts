import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { alwaysAsk, isKnown } from './answer-page.js';
import type { PublicFile } from './public-item.js';
import { readRange, sliceBytes } from './read-range.js';

/** Types that a browser would run as a page of ours go out as plain bytes. */
const active = /^(text\/html|application\/xhtml\+xml|image\/svg\+xml|(text|application)\/(xml|javascript))/;

/** Sends a published file as an attachment under its own name, whole or the part that was asked for (RFC 9110, 14). */
export async function sendFile(
  request: Request,
  response: Response,
  file: PublicFile,
  open: () => Promise<Readable>,
): Promise<void> {
  response.setHeader('Cache-Control', alwaysAsk);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('ETag', `"${file.sha256}"`);
  if (isKnown(request, response)) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Disposition', disposition(file.name));
  response.setHeader('Content-Type', typeOf(file.mediaType));
  const range = askedRange(request, response, file);
  if (range === 'unsatisfiable') {
    response
      .status(416)
      .setHeader('Content-Range', `bytes */${file.sizeBytes ?? 0}`)
      .end();
    return;
  }
  if (range !== null) {
    response.status(206).setHeader('Content-Range', `bytes ${range.from}-${range.to}/${file.sizeBytes ?? 0}`);
    response.setHeader('Content-Length', range.to - range.from + 1);
  }
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const bytes = await open();
  await pipeline(range === null ? bytes : sliceBytes(bytes, range), response).catch((error: unknown) => {
    if (!response.destroyed) throw error; // a reader who goes away in the middle is nobody's fault
  });
}

/** A part is sent only of the bytes that the reader already has a part of (`If-Range`). */
function askedRange(
  request: Request,
  response: Response,
  { sizeBytes }: PublicFile,
): ReturnType<typeof readRange> {
  if (sizeBytes === null) return null;
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Length', sizeBytes);
  const wanted = request.headers['if-range'];
  if (wanted !== undefined && wanted !== response.getHeader('ETag')) return null;
  const range = readRange(request.headers.range, sizeBytes);
  if (range === 'unsatisfiable') response.removeHeader('Content-Length');
  return range;
}

/** The name for every browser (RFC 6266): Chinese in `filename*`, and something that old ones understand before it. */
export function disposition(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  const plain = /^[\w.\- ]+$/.test(name) ? name : `document${ending}`;
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function typeOf(mediaType: string): string {
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(mediaType) || active.test(mediaType)) return 'application/octet-stream';
  return mediaType;
}
