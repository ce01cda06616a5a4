import { open, readFile } from 'node:fs/promises';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { locateSpans, pagePlace, placeUnknown, type LocatedPage } from './locate-spans.js';
import { openPdf } from './open-pdf.js';
import { chineseFamily } from './page-canvas.js';
import { drawPage, hasInk, paintBoxes, pixelsOf, release, type PagePixels } from './paint-page.js';
import { refuseDocument, scaleOf } from './pdf-limits.js';
import { PicturePdf, type PicturePage } from './picture-pdf.js';
import { type PlacedGlyph } from './place-glyphs.js';
import { placeReason, RedactionRefused, type RedactionReason } from './redaction-reasons.js';
import { type CoverTally, type RedactionNotice, type RedactionSpan } from './redaction-report.js';
import { tellPages } from './tell-pages.js';

export { scanPdf } from './scan-pdf.js';

/** A page as it will be drawn: pixels to a point, and the letters under black boxes. */
export interface CoveredPage {
  scale: number;
  covers: PlacedGlyph[][];
}

/** Finds the spans on every page; the pages are drawn while the result is written. @throws RedactionRefused */
export async function coverPdf(
  path: string,
  spans: readonly RedactionSpan[],
  tally: CoverTally,
): Promise<{ write: (to: string) => Promise<void>; pages: CoveredPage[]; notices: RedactionNotice[] }> {
  return withPdf(path, async (document) => {
    await refuseDocument(document);
    const pages: CoveredPage[] = [];
    const located: LocatedPage[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { scale, found } = await onPage(document, number, async (page) => {
        const pixelsPerPoint = scaleOf(page);
        return { scale: pixelsPerPoint, found: await locateSpans(page, pixelsPerPoint, spans, tally) };
      });
      located.push(found);
      pages.push({ scale, covers: found.covers });
    }
    const reasons = [...located.flatMap((page) => page.reasons), ...missingFonts(located)];
    if (reasons.length > 0) throw new RedactionRefused(reasons);
    const notices = await tellPages(document, located);
    return { write: (to) => writePages(path, pages, to), pages, notices };
  });
}

function missingFonts(pages: readonly LocatedPage[]): RedactionReason[] {
  if (chineseFamily() !== null) return [];
  return pages.flatMap(({ needsChineseFont }, index) =>
    needsChineseFont
      ? [
          placeReason(
            'font-missing',
            pagePlace(index + 1),
            '使用了没有嵌入的中文字体，服务器上也没有中文字体可以代替。请嵌入字体后重新导出 PDF，或请管理员安装中文字体。',
            'it uses a Chinese font that is not embedded, and the server has none to stand in. Export the PDF with its fonts, or have a Chinese font installed.',
          ),
        ]
      : [],
  );
}

async function writePages(path: string, pages: readonly CoveredPage[], to: string): Promise<void> {
  const file = await open(to, 'wx', 0o600);
  try {
    await withPdf(path, async (document) => {
      const made = new PicturePdf(file);
      await made.start();
      for (const [index, covered] of pages.entries()) {
        await made.add(await onPage(document, index + 1, (page) => takePicture(page, covered)));
      }
      await made.end();
    });
  } finally {
    await file.close();
  }
}

const jpegQuality = 85;

/** @throws RedactionRefused when there is nothing drawn where a text to cover should be */
async function takePicture(page: PDFPageProxy, { scale, covers }: CoveredPage): Promise<PicturePage> {
  const { canvas, context } = await drawPage(page, scale);
  if (covers.length > 0 && !isDrawn(pixelsOf(context), covers))
    throw new RedactionRefused([placeUnknown(pagePlace(page.pageNumber))]);
  paintBoxes(context, covers.flat());
  const { width, height } = page.getViewport({ scale: 1 });
  const jpeg = await canvas.encode('jpeg', jpegQuality);
  const taken = { jpeg, widthPixels: canvas.width, heightPixels: canvas.height, width, height };
  release(canvas);
  return taken;
}

function isDrawn(pixels: PagePixels, covers: readonly PlacedGlyph[][]): boolean {
  return covers.every((glyphs) => hasInk(pixels, glyphs));
}

/** What the library cannot read or draw to the end is refused: half a page would be covered by half. */
async function onPage<Result>(
  document: PDFDocumentProxy,
  number: number,
  use: (page: PDFPageProxy) => Promise<Result>,
): Promise<Result> {
  try {
    const page = await document.getPage(number);
    const result = await use(page);
    page.cleanup();
    return result;
  } catch (error) {
    if (error instanceof RedactionRefused) throw error;
    throw Object.assign(new RedactionRefused([damagedPage(number)]), { cause: error });
  }
}

function damagedPage(number: number): RedactionReason {
  return placeReason(
    'damaged-page',
    pagePlace(number),
    '内容损坏，无法完整读出。请重新导出 PDF 后再上传。',
    'it is damaged and cannot be read to the end. Export the PDF anew and upload it again.',
  );
}

async function withPdf<Result>(
  path: string,
  use: (document: PDFDocumentProxy) => Promise<Result>,
): Promise<Result> {
  const document = await openPdf(await readFile(path)).catch((cause: unknown) => {
    throw Object.assign(new RedactionRefused([unreadablePdf]), { cause });
  });
  try {
    return await use(document);
  } finally {
    await document.loadingTask.destroy();
  }
}

const unreadablePdf: RedactionReason = {
  code: 'unreadable-pdf',
  zh: 'PDF 已损坏或加了密码，无法读取。请去掉密码，或重新导出 PDF 后再上传。',
  en: 'The PDF is damaged or protected by a password. Remove the password, or export it anew, then upload it again.',
};
