import { ScratchFolder } from '../../documents/scratch-folder.js';
import { type AcceptedFormat } from '../../../src/documents/document-kinds.js';
import { extractText } from '../../../src/review/extract/extract-text.js';
import {
  defaultExtractionLimits,
  type ExtractionLimits,
} from '../../../src/review/extract/extraction-limits.js';
import { type Extraction } from '../../../src/review/passage.js';

/** What a file says, put so that a test can name it in a line. */
export interface Reading {
  extraction: Extraction;
  shown: string[];
  hidden: string[];
  codes: string[];
  isReadable: boolean;
}

export const scratch = new ScratchFolder();

export async function read(
  bytes: Buffer | string,
  format: AcceptedFormat,
  limits: Partial<ExtractionLimits> = {},
): Promise<Reading> {
  const path = await scratch.write(Buffer.from(bytes));
  return toReading(await extractText(path, format, { ...defaultExtractionLimits, ...limits }));
}

export function toReading(extraction: Extraction): Reading {
  const texts = (isHidden: boolean): string[] =>
    extraction.passages.filter((passage) => passage.isHidden === isHidden).map(({ text }) => text);
  return {
    extraction,
    shown: texts(false),
    hidden: texts(true),
    codes: extraction.hidden.map(({ code }) => code),
    isReadable: extraction.isReadable,
  };
}
