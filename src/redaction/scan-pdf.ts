import { readFile } from 'node:fs/promises';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { type Place } from '../review/passage.js';
import { pagePlace } from './locate-spans.js';
import { openPdf } from './open-pdf.js';
import { drawPage, isBlack, pixelsOf, release } from './paint-page.js';
import { type PlacedGlyph } from './place-glyphs.js';
import { RedactionFailed, stillThere, unsureResult, type RedactionReason } from './redaction-reasons.js';
import { type RedactionSpan } from './redaction-report.js';
import { searchBytes, soughtBytes } from './search-bytes.js';

const whole: Place = { zh: '结果文件', en: 'the result' };
/** Where a PDF keeps what is not on a page, or packs what a search of its bytes would miss. */
const unwanted =
  /\/(?:FlateDecode|LZWDecode|ObjStm|EmbeddedFiles?|JavaScript|JS|Metadata|Info|Outlines|AcroForm|Annots|Names|OCProperties|Font|StructTreeRoot)\b/;

/** Reads the result back as anybody would who looks for what was covered. @throws RedactionFailed */
export async function scanPdf(
  path: string,
  spans: readonly RedactionSpan[],
  pages: readonly { scale: number; covers: PlacedGlyph[][] }[],
): Promise<void> {
  const bytes = await readFile(path);
  const reasons = searchBytes(bytes, soughtBytes(spans)).map((span) => stillThere(whole, span));
  if (unwanted.test(withoutPictures(bytes)))
    reasons.push(unsureResult(whole, '除图片外还有其他内容', 'it holds more than pictures'));
  const document = await openPdf(bytes);
  try {
    reasons.push(...(await scanPages(document, pages)));
  } finally {
    await document.loadingTask.destroy();
  }
  if (reasons.length > 0) throw new RedactionFailed(reasons);
}

/** The bytes of the pictures would hold any short word by chance; the pages are looked at instead. */
function withoutPictures(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split(/stream\n\xff\xd8\xff/)
    .map((piece, index) => (index === 0 ? piece : piece.slice(piece.indexOf('\xff\xd9\nendstream'))))
    .join('');
}

async function scanPages(
  document: PDFDocumentProxy,
  pages: readonly { scale: number; covers: PlacedGlyph[][] }[],
): Promise<RedactionReason[]> {
  if (document.numPages !== pages.length)
    return [unsureResult(whole, '页数与原文件不同', 'it has not as many pages as the original')];
  const reasons: RedactionReason[] = [];
  for (const [index, { scale, covers }] of pages.entries()) {
    const page = await document.getPage(index + 1);
    const place = pagePlace(index + 1);
    if (!(await isOnePicture(page)))
      reasons.push(unsureResult(place, '除图片外还有其他内容', 'it holds more than one picture'));
    if (covers.length > 0 && !(await areBlack(page, scale, covers.flat())))
      reasons.push(unsureResult(place, '遮盖处不是全黑', 'a covered place is not black'));
    page.cleanup();
  }
  return reasons;
}

async function isOnePicture(page: PDFPageProxy): Promise<boolean> {
  const [{ items }, annotations, list] = await Promise.all([
    page.getTextContent(),
    page.getAnnotations() as Promise<unknown[]>,
    page.getOperatorList(),
  ]);
  const pictures = list.fnArray.filter((operation) => operation === OPS.paintImageXObject).length;
  return (
    items.length === 0 && annotations.length === 0 && pictures === 1 && !list.fnArray.includes(OPS.showText)
  );
}

async function areBlack(page: PDFPageProxy, scale: number, glyphs: readonly PlacedGlyph[]): Promise<boolean> {
  const { canvas, context } = await drawPage(page, scale);
  const pixels = pixelsOf(context);
  release(canvas);
  return glyphs.every(({ box }) => isBlack(pixels, box));
}
