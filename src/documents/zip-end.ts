import { readAt, type FileView } from './file-view.js';

/** Where a ZIP container ends, read from its end as every unpacker does. */
export interface ZipEnd {
  directoryAt: number;
  directoryBytes: number;
  /** Bytes before the container: not 0 when it hides behind something else. */
  leadingBytes: number;
  /** Bytes after the container. */
  trailingBytes: number;
}

const recordBytes = 22;
const zip64Bytes = 56 + 20;
const longestCommentBytes = 0xffff;

/** The last place in a file that an unpacker would take for the end of a ZIP container; null if there is none. */
export async function findZipEnd(file: FileView): Promise<ZipEnd | null> {
  const tailAt = Math.max(0, file.sizeBytes - recordBytes - longestCommentBytes - zip64Bytes);
  const tail = await readAt(file, tailAt, file.sizeBytes - tailAt);
  let at = tail.lastIndexOf('PK\x05\x06', tail.length - recordBytes, 'latin1');
  while (at >= 0) {
    const end = readEnd(tail, at, tailAt);
    if (end && (await startsDirectory(file, end))) return end;
    at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1');
  }
  return null;
}

/** A directory cannot lie before the file or behind its end record: four chance bytes rarely say so. */
function readEnd(tail: Buffer, at: number, tailAt: number): ZipEnd | null {
  if (at + recordBytes > tail.length) return null;
  const trailingBytes = tail.length - at - recordBytes - tail.readUInt16LE(at + 20);
  const narrow = { directoryBytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  const isWide = narrow.directoryBytes === 0xffffffff || narrow.offset === 0xffffffff;
  const wide = isWide ? readZip64(tail, at) : null;
  if (isWide && !wide) return null;
  const { directoryBytes, offset } = wide ?? narrow;
  const directoryAt = tailAt + at - (wide ? zip64Bytes : 0) - directoryBytes;
  if (directoryAt < 0 || directoryAt < offset) return null;
  return { directoryAt, directoryBytes, leadingBytes: directoryAt - offset, trailingBytes };
}

function readZip64(tail: Buffer, at: number): { directoryBytes: number; offset: number } | null {
  const from = at - zip64Bytes;
  if (from < 0 || tail.readUInt32BE(from) !== 0x504b0606) return null;
  return {
    directoryBytes: Number(tail.readBigUInt64LE(from + 40)),
    offset: Number(tail.readBigUInt64LE(from + 48)),
  };
}

async function startsDirectory(file: FileView, end: ZipEnd): Promise<boolean> {
  if (end.directoryBytes === 0) return false;
  const signature = await readAt(file, end.directoryAt, 4);
  return signature.toString('latin1') === 'PK\x01\x02';
}
