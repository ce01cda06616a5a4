import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { pagePlace } from './locate-spans.js';
import { placeReason, RedactionRefused } from './redaction-reasons.js';

const mostPages = 500;
const pointsPerInch = 72;
const dotsPerInch = 200;
const fewestDotsPerInch = 100;
/** A2 at 200 dots per inch; four bytes each while a page is drawn. */
const mostPixels = 16_000_000;

/** @throws RedactionRefused for a document of a kind that drawing its pages does not show */
export async function refuseDocument(document: PDFDocumentProxy): Promise<void> {
  const { info } = await document.getMetadata();
  if ((info as { IsXFAPresent?: boolean }).IsXFAPresent)
    throw new RedactionRefused([
      {
        code: 'xfa-form',
        zh: 'PDF 是 XFA 动态表单，内容无法检查。请打印成普通 PDF 后再上传。',
        en: 'The PDF is an XFA form, whose content cannot be checked. Print it to a plain PDF and upload that.',
      },
    ]);
  if (document.numPages > mostPages)
    throw new RedactionRefused([
      {
        code: 'too-many-pages',
        zh: `PDF 有 ${document.numPages} 页，最多 ${mostPages} 页。请拆成几个文件后再遮盖。`,
        en: `The PDF has ${document.numPages} pages; at most ${mostPages}. Split it first.`,
      },
    ]);
}

/** Pixels to a point: as sharp as a good scan, less for large drawings. @throws RedactionRefused for a page too large */
export function scaleOf(page: PDFPageProxy): number {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(dotsPerInch / pointsPerInch, Math.sqrt(mostPixels / (width * height)));
  if (scale >= fewestDotsPerInch / pointsPerInch) return scale;
  throw new RedactionRefused([
    placeReason(
      'page-too-large',
      pagePlace(page.pageNumber),
      '幅面太大，转成图片后看不清。请分幅后再上传。',
      'it is too large to be readable as a picture. Split it into several pages first.',
    ),
  ]);
}
