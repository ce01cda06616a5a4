import { readAt, type FileView } from './file-view.js';
import { findZipEnd, type ZipEnd } from './zip-end.js';

/** One file in a ZIP container, as its central directory describes it (APPNOTE 6.3). */
export interface ZipEntry {
  name: string;
  rawName: Buffer;
  flags: number;
  /** 0 stored, 8 deflated. */
  method: number;
  crc: number;
  packedBytes: number;
  unpackedBytes: number;
  /** Unix file mode; 0 where the container was not written on Unix. */
  mode: number;
  headerAt: number;
}

export interface ZipListing {
  entries: ZipEntry[];
  end: ZipEnd;
  /** More entries than asked for: the list is cut off there. */
  hasMoreEntries: boolean;
}

/** The container contradicts itself or is cut off; nothing sure can be said about its contents. */
export class ZipUnreadable extends Error {
  override readonly name = 'ZipUnreadable';
}

const largestDirectoryBytes = 16 * 1024 * 1024;

/**
 * Reads the central directory only: what a container claims to hold, without unpacking anything.
 * @throws ZipUnreadable
 */
export async function listZip(file: FileView, maximumEntries: number): Promise<ZipListing> {
  const end = await findZipEnd(file);
  if (!end) throw new ZipUnreadable('there is no central directory');
  const directory = await readAt(file, end.directoryAt, Math.min(end.directoryBytes, largestDirectoryBytes));
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < directory.length && entries.length < maximumEntries) {
    const { entry, lengthBytes } = readEntryHeader(directory.subarray(at));
    entries.push(entry);
    at += lengthBytes;
  }
  return { entries, end, hasMoreEntries: at < end.directoryBytes };
}

function readEntryHeader(bytes: Buffer): { entry: ZipEntry; lengthBytes: number } {
  if (bytes.length < 46 || bytes.readUInt32BE(0) !== 0x504b0102)
    throw new ZipUnreadable('a broken directory');
  const nameEnd = 46 + bytes.readUInt16LE(28);
  const extraEnd = nameEnd + bytes.readUInt16LE(30);
  if (extraEnd > bytes.length) throw new ZipUnreadable('a broken directory');
  const rawName = bytes.subarray(46, nameEnd);
  const sizes = readSizes(bytes, bytes.subarray(nameEnd, extraEnd));
  const entry: ZipEntry = {
    name: decodeName(rawName),
    rawName,
    flags: bytes.readUInt16LE(8),
    method: bytes.readUInt16LE(10),
    crc: bytes.readUInt32LE(16),
    mode: bytes.readUInt16LE(40),
    ...sizes,
  };
  return { entry, lengthBytes: extraEnd + bytes.readUInt16LE(32) };
}

/** Values of 32 bits, or where they are all ones those of the ZIP64 field: Java exports write it even into small sheets. */
function readSizes(
  header: Buffer,
  extra: Buffer,
): Pick<ZipEntry, 'packedBytes' | 'unpackedBytes' | 'headerAt'> {
  const wide = findZip64Field(extra);
  let used = 0;
  const value = (at: number): number => {
    const narrow = header.readUInt32LE(at);
    if (narrow !== 0xffffffff) return narrow;
    if (wide.length < used + 8) throw new ZipUnreadable('a size is missing');
    used += 8;
    return Number(wide.readBigUInt64LE(used - 8));
  };
  const unpackedBytes = value(24); // the order in which the ZIP64 field holds them
  const packedBytes = value(20);
  return { unpackedBytes, packedBytes, headerAt: value(42) };
}

function findZip64Field(extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, end);
    at = end;
  }
  return Buffer.alloc(0);
}

/** Chinese ZIP tools write GBK where the flag for UTF-8 is missing, and a GBK character may end in a backslash. */
function decodeName(raw: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw);
    } catch {
      continue;
    }
  }
  return raw.toString('latin1');
}
