import { open, type FileHandle } from 'node:fs/promises';

/** An open file that is looked at in parts, so that its size never becomes our memory. */
export interface FileView {
  handle: FileHandle;
  sizeBytes: number;
}

const chunkBytes = 64 * 1024;

export async function withFile<Result>(
  path: string,
  use: (file: FileView) => Promise<Result>,
): Promise<Result> {
  const handle = await open(path, 'r');
  try {
    return await use({ handle, sizeBytes: (await handle.stat()).size });
  } finally {
    await handle.close();
  }
}

/** The bytes from a place on; fewer than asked for where the file ends. */
export async function readAt(file: FileView, from: number, lengthBytes: number): Promise<Buffer> {
  const wanted = Math.max(0, Math.min(lengthBytes, file.sizeBytes - from));
  const bytes = Buffer.alloc(wanted);
  let read = 0;
  while (read < wanted) {
    const { bytesRead } = await file.handle.read(bytes, read, wanted - read, from + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

/** A stretch of the file, piece by piece. */
export async function* readRange(
  file: FileView,
  from = 0,
  lengthBytes = file.sizeBytes - from,
): AsyncGenerator<Buffer> {
  const end = Math.min(file.sizeBytes, from + lengthBytes);
  for (let at = from; at < end; at += chunkBytes)
    yield await readAt(file, at, Math.min(chunkBytes, end - at));
}

/** Whether a pattern occurs anywhere. No hit may be longer than 64 bytes: that much of each piece is seen again with the next. */
export async function contains(file: FileView, pattern: RegExp): Promise<boolean> {
  let tail = '';
  for await (const chunk of readRange(file)) {
    const text = tail + chunk.toString('latin1');
    if (pattern.test(text)) return true;
    tail = text.slice(-64);
  }
  return false;
}
