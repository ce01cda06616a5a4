import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { type Parts } from './docx-parts.js';

/** No time of the writing: the same document gives the same bytes. The earliest that a ZIP file can tell. */
const noTime = new Date(1980, 0, 1);

/** Packs the parts into a new container that holds nothing else: no comment, no extra fields, no times. */
export async function writeParts(parts: Parts, path: string): Promise<void> {
  const zip = new yazl.ZipFile();
  for (const [name, data] of parts)
    zip.addBuffer(data, name, { mtime: noTime, mode: 0o100644, forceDosTimestamp: true, compress: true });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
}
