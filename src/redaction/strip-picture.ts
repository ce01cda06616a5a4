const pngKept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
]);

/**
 * A PNG or JPEG with its pixels alone: no EXIF (place, device, thumbnail), no comments, nothing behind the end.
 * @returns null when it is cut off or not what it begins as
 */
export function stripPicture(bytes: Buffer): Buffer | null {
  return bytes[0] === 0x89 ? stripPng(bytes) : stripJpeg(bytes);
}

/** Chunks with a length, a name and a checksum (ISO/IEC 15948, 5.3). */
function stripPng(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return null;
    if (pngKept.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

/** Segments up to the end mark (ISO/IEC 10918-1, B.1.1); kept of the APP ones: JFIF, Adobe's colour transform. */
function stripJpeg(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    const isPixels = marker < 0xe0 || marker === 0xe0 || marker === 0xee;
    if (isPixels) kept.push(bytes.subarray(at, end));
    at = end;
    if (marker === 0xda) {
      at = endOfScan(bytes, end);
      kept.push(bytes.subarray(end, at));
    }
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9)
      return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
  }
  return null;
}

/** Within a scan a byte of ones is followed by a zero or a restart mark. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const isInScan = next === 0 || (next >= 0xd0 && next <= 0xd7) || next === 0xff;
    if (!isInScan) return at;
  }
  return bytes.length;
}
