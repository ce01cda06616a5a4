import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ExtractionFailed } from './extraction-failed.js';

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => `${join(library, name)}/`;

/**
 * Opens a PDF without running anything in it and without fetching anything but the character tables of the library,
 * which Chinese fonts need.
 * @param bytes taken over by the library; they are gone afterwards
 * @throws ExtractionFailed for what is damaged or needs a password
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({
      data: bytes,
      cMapUrl: folder('cmaps'),
      cMapPacked: true,
      standardFontDataUrl: folder('standard_fonts'),
      wasmUrl: folder('wasm'),
      iccUrl: folder('iccs'),
      verbosity: VerbosityLevel.ERRORS,
      isEvalSupported: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      fontExtraProperties: true,
    }).promise;
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw new ExtractionFailed(isLocked ? 'encrypted' : 'damaged', { cause });
  }
}
