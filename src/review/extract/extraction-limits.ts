const mebibyte = 1024 * 1024;

/** How much of one file is read. Beyond a limit reading stops, and a person has to settle the rest. */
export interface ExtractionLimits {
  /** Pages of a PDF or an OFD document, slides of a presentation. */
  pages: number;
  passages: number;
  /** UTF-16 units of all passages together. */
  characters: number;
  /** One part of a ZIP container, unpacked. */
  entryBytes: number;
  /** All parts of a ZIP container that were unpacked, those of embedded files included. */
  unpackedBytes: number;
  entries: number;
  /** Files that have to be read as a whole: PDF, images and text. */
  fileBytes: number;
  /** Earlier states of a PDF that are read beside the last one. */
  revisions: number;
  /** 1 is the file itself, 2 also a sheet embedded in it. */
  depth: number;
}

export const defaultExtractionLimits: ExtractionLimits = {
  pages: 2_000,
  passages: 200_000,
  characters: 20_000_000,
  entryBytes: 64 * mebibyte,
  unpackedBytes: 256 * mebibyte,
  entries: 5_000,
  fileBytes: 200 * mebibyte,
  revisions: 10,
  depth: 2,
};

/** A limit was reached. What was read until then is kept, and the file counts as not fully read. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}
