/** The first and the last byte, both included. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * Reads a `Range` header (RFC 9110, 14.1.2) for one part.
 * @returns null where the whole is to be sent: no header, another unit, several parts, or nothing that can be read
 */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') {
    const last = Number(to);
    return last === 0 || sizeBytes === 0
      ? 'unsatisfiable'
      : { from: Math.max(0, sizeBytes - last), to: sizeBytes - 1 };
  }
  if (to !== '' && Number(to) < Number(from)) return null;
  if (Number(from) >= sizeBytes) return 'unsatisfiable';
  return { from: Number(from), to: to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) };
}

/** The bytes of a range out of a stream; the stream is ended as soon as they are there. */
export async function* sliceBytes(
  source: AsyncIterable<Buffer | string>,
  { from, to }: ByteRange,
): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const piece of source) {
    const chunk = Buffer.from(piece);
    const part = chunk.subarray(Math.max(0, from - at), Math.max(0, to + 1 - at));
    if (part.length > 0) yield part;
    at += chunk.length;
    if (at > to) return;
  }
}
