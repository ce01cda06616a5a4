import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { PageCanvasFactory } from './page-canvas.js';

const assets = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/**
 * Opens a PDF for drawing, with the fonts and character tables that come with the library; nothing is fetched and
 * nothing in the file runs. Whoever opens it destroys its loading task.
 * @throws whatever the library says of a broken file or one with a password
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const folder = (name: string): string => join(assets, name) + sep;
  return getDocument({
    data: Uint8Array.from(bytes), // the library takes the bytes away from whoever gave them
    standardFontDataUrl: folder('standard_fonts'),
    cMapUrl: folder('cmaps'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    cMapPacked: true,
    isEvalSupported: false,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: true, // a page half read would be a page half covered
    verbosity: VerbosityLevel.ERRORS,
    CanvasFactory: PageCanvasFactory,
  }).promise;
}
