import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { readAt, readRange, type FileView } from './file-view.js';
import { ZipUnreadable, type ZipEntry } from './zip-listing.js';

const headerBytes = 30;

/**
 * One entry unpacked, piece by piece. Whoever reads sets the limit, by ceasing to read.
 * @throws ZipUnreadable when the entry is broken, or its own header tells another story than the directory
 */
export async function* readZipEntry(file: FileView, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = readRange(file, await findData(file, entry), entry.packedBytes);
  if (entry.method === 0) {
    yield* packed;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  const feeding = pipeline(packed, inflate).catch(() => undefined); // the same error arrives below, where it is read
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (cause) {
    throw new ZipUnreadable(`${entry.name} cannot be unpacked`, { cause });
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/** Two programs that trust different headers would see two different files; so both must say the same. */
async function findData(file: FileView, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.headerAt, headerBytes + entry.rawName.length);
  const isHeader = header.length >= headerBytes && header.readUInt32BE(0) === 0x504b0304;
  const agrees =
    isHeader &&
    header.readUInt16LE(8) === entry.method &&
    header.readUInt16LE(26) === entry.rawName.length &&
    header.subarray(headerBytes).equals(entry.rawName);
  if (!agrees) throw new ZipUnreadable(`the header of ${entry.name} differs from the directory`);
  const dataAt = entry.headerAt + headerBytes + entry.rawName.length + header.readUInt16LE(28);
  if (dataAt + entry.packedBytes > file.sizeBytes) throw new ZipUnreadable(`${entry.name} is cut off`);
  return dataAt;
}
