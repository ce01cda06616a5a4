import { readRange, type FileView } from '../../documents/file-view.js';
import { readText } from '../../documents/read-text.js';
import { ExtractionFailed } from './extraction-failed.js';
import { LimitReached, type ExtractionLimits } from './extraction-limits.js';

/** @throws LimitReached for a file that is too large to be read as a whole */
export async function readWhole(file: FileView, limits: ExtractionLimits): Promise<Buffer> {
  if (file.sizeBytes > limits.fileBytes) throw new LimitReached('the file is too large');
  const chunks: Buffer[] = [];
  for await (const chunk of readRange(file)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @throws ExtractionFailed for bytes that are text in no encoding we know */
export async function decodeWhole(file: FileView, limits: ExtractionLimits): Promise<string> {
  const bytes = await readWhole(file, limits);
  const found = await readText(file);
  if (!found) throw new ExtractionFailed('damaged');
  return new TextDecoder(found.encoding).decode(bytes);
}
