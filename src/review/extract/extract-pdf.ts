import { type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type FileView } from '../../documents/file-view.js';
import { readWhole } from './decode-file.js';
import { ExtractionFailed } from './extraction-failed.js';
import { LimitReached } from './extraction-limits.js';
import { openPdf } from './open-pdf.js';
import { type PassageCollector } from './passage-collector.js';
import { readPdfExtras, readPdfPageExtras, type ReadAttachment } from './read-pdf-extras.js';
import { readPdfPage } from './read-pdf-page.js';
import { revisionEnds } from './pdf-revisions.js';

/** Reads the pages of a PDF, what lies beside them, and what earlier states of the file still say. */
export async function extractPdf(
  file: FileView,
  collector: PassageCollector,
  readAttachment: ReadAttachment,
): Promise<void> {
  const bytes = await readWhole(file, collector.limits);
  const ends = revisionEnds(bytes);
  const known = await withPdf(bytes, (pdf) => readDocument(pdf, collector, readAttachment));
  for (const [index, end] of ends.slice(0, collector.limits.revisions).entries()) {
    const place = { zh: `较早版本 ${index + 1}`, en: `earlier revision ${index + 1}` };
    collector.conceal('earlier-revision', place);
    await readRevision(bytes.subarray(0, end), known, place, collector);
  }
  if (ends.length > collector.limits.revisions) throw new LimitReached('too many revisions');
}

async function withPdf<Result>(
  bytes: Buffer,
  use: (pdf: PDFDocumentProxy) => Promise<Result>,
): Promise<Result> {
  const pdf = await openPdf(new Uint8Array(bytes)); // a copy, since the library keeps what it is given
  try {
    return await use(pdf);
  } catch (error) {
    const isOurs = error instanceof ExtractionFailed || error instanceof LimitReached;
    throw isOurs ? error : new ExtractionFailed('damaged', { cause: error }); // the library throws what it stumbles on
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** @returns every text of the document, so that earlier states are asked only for what is no longer there */
async function readDocument(
  pdf: PDFDocumentProxy,
  collector: PassageCollector,
  readAttachment: ReadAttachment,
): Promise<Set<string>> {
  const known = new Set<string>();
  await readPdfExtras(pdf, collector, readAttachment);
  for (let number = 1; number <= pdf.numPages; number += 1) {
    if (number > collector.limits.pages) throw new LimitReached('too many pages');
    const place = { zh: `第 ${number} 页`, en: `page ${number}` };
    const page = await pdf.getPage(number);
    const { shown, hidden, pictures, isUnread } = await readPdfPage(pdf, page);
    for (const text of shown) collector.show(place, text);
    for (const { verdict, text } of hidden) if (text.trim() !== '') collector.conceal(verdict, place, text);
    if (pictures > 0) collector.conceal('pictures', place);
    if (isUnread) collector.leaveUnread();
    for (const text of [...shown, ...hidden.map((each) => each.text)]) known.add(text);
    await readPdfPageExtras(page, place, shown.join('\n'), collector, readAttachment);
    page.cleanup();
  }
  return known;
}

/** Text that an earlier state has and the last one has not. An earlier state that cannot be opened stays a finding. */
async function readRevision(
  bytes: Buffer,
  known: Set<string>,
  place: { zh: string; en: string },
  collector: PassageCollector,
): Promise<void> {
  const texts = await readTexts(bytes, collector.limits.pages).catch((error: unknown) => {
    if (error instanceof ExtractionFailed) return [];
    throw error;
  });
  for (const { number, text } of texts) {
    if (known.has(text)) continue;
    known.add(text);
    collector.keep({ zh: `${place.zh} 第 ${number} 页`, en: `${place.en}, page ${number}` }, text);
  }
}

function readTexts(bytes: Buffer, pages: number): Promise<{ number: number; text: string }[]> {
  return withPdf(bytes, async (pdf) => {
    const texts: { number: number; text: string }[] = [];
    for (let number = 1; number <= Math.min(pdf.numPages, pages); number += 1) {
      const page = await pdf.getPage(number);
      const { shown, hidden } = await readPdfPage(pdf, page);
      for (const text of [...shown, ...hidden.map((each) => each.text)]) texts.push({ number, text });
      page.cleanup();
    }
    return texts;
  });
}
