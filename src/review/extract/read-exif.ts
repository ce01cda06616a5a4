/** What a photograph tells beside its picture (Exif 3.0, that is TIFF 6.0 with tags for cameras). */
export interface ExifContents {
  /** Degrees, north and east positive; null where the picture does not say where it was taken. */
  location: { latitude: number; longitude: number } | null;
  /** Whether there is any GPS data at all, also broken or without coordinates. */
  hasGps: boolean;
  texts: string[];
}

/** ImageDescription, Make, Model, Artist, Copyright, the Exif remarks and names, and those of Windows in UTF-16. */
const textTags = new Set([0x010e, 0x010f, 0x0110, 0x013b, 0x8298, 0xa430, 0xa431]);
const windowsTags = new Set([0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f]);
const userComment = 0x9286;
const exifPointer = 0x8769;
const gpsPointer = 0x8825;
const unitBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
const mostFields = 1_000;

/** @param tiff from its byte order mark on; a broken block gives what could be read */
export function readExif(tiff: Buffer): ExifContents {
  return new ExifReader(tiff).read();
}

interface Field {
  type: number;
  count: number;
  bytes: Buffer;
}

class ExifReader {
  private readonly isLittleEndian: boolean;
  private readonly texts: string[] = [];
  private readonly visited = new Set<number>();
  private gps: Map<number, Field> | null = null;

  constructor(private readonly tiff: Buffer) {
    this.isLittleEndian = tiff.toString('latin1', 0, 2) === 'II';
  }

  read(): ExifContents {
    if (this.tiff.length >= 8) this.readChain(this.uint32(4));
    return {
      location: this.location(),
      hasGps: this.gps !== null && this.gps.size > 0,
      texts: this.texts.map((text) => text.replaceAll('\0', '').trim()).filter((text) => text !== ''),
    };
  }

  /** One directory after the other: the pages of a TIFF, or a picture and its thumbnail. */
  private readChain(start: number): void {
    for (let at = start; at > 0 && at + 2 <= this.tiff.length && !this.visited.has(at);) {
      const fields = this.readDirectory(at);
      for (const [tag, field] of fields) this.readField(tag, field);
      const nextAt = at + 2 + 12 * this.uint16(at);
      at = nextAt + 4 <= this.tiff.length ? this.uint32(nextAt) : 0;
    }
  }

  private readDirectory(at: number): Map<number, Field> {
    const fields = new Map<number, Field>();
    if (at + 2 > this.tiff.length || this.visited.has(at)) return fields;
    this.visited.add(at);
    const count = Math.min(this.uint16(at), mostFields);
    for (let index = 0; index < count; index += 1) {
      const fieldAt = at + 2 + 12 * index;
      if (fieldAt + 12 > this.tiff.length) break;
      fields.set(this.uint16(fieldAt), this.fieldAt(fieldAt));
    }
    return fields;
  }

  /** Values of four bytes and less stand in the field itself (TIFF 6.0, section 2). */
  private fieldAt(at: number): Field {
    const type = this.uint16(at + 2);
    const count = this.uint32(at + 4);
    const sizeBytes = count * (unitBytes[type] ?? 0);
    const from = sizeBytes <= 4 ? at + 8 : this.uint32(at + 8);
    return { type, count, bytes: this.tiff.subarray(from, Math.min(from + sizeBytes, this.tiff.length)) };
  }

  private readField(tag: number, field: Field): void {
    if (tag === exifPointer || tag === gpsPointer) {
      const at = field.bytes.length >= 4 ? this.uint32At(field.bytes, 0) : 0;
      const inner = this.readDirectory(at);
      if (tag === gpsPointer) this.gps = inner;
      else for (const [innerTag, innerField] of inner) this.readField(innerTag, innerField);
    } else if (windowsTags.has(tag)) this.texts.push(field.bytes.toString('utf16le'));
    else if (textTags.has(tag)) this.texts.push(decodeText(field.bytes));
    else if (tag === userComment) this.texts.push(this.decodeComment(field.bytes));
  }

  /** Eight bytes name the character set, then comes the remark. */
  private decodeComment(bytes: Buffer): string {
    const isUnicode = bytes.toString('latin1', 0, 7) === 'UNICODE';
    const rest = bytes.subarray(8);
    if (!isUnicode) return decodeText(rest);
    return new TextDecoder(this.isLittleEndian ? 'utf-16le' : 'utf-16be').decode(rest);
  }

  private location(): ExifContents['location'] {
    const latitude = this.angle(2, 1, 'S');
    const longitude = this.angle(4, 3, 'W');
    return latitude === null || longitude === null ? null : { latitude, longitude };
  }

  /** Degrees, minutes and seconds, each a fraction. */
  private angle(tag: number, referenceTag: number, negative: string): number | null {
    const bytes = this.gps?.get(tag)?.bytes;
    if (!bytes || bytes.length < 24) return null;
    const [degrees = 0, minutes = 0, seconds = 0] = [0, 8, 16].map((at) => {
      const divisor = this.uint32At(bytes, at + 4);
      return divisor === 0 ? 0 : this.uint32At(bytes, at) / divisor;
    });
    const isNegative = this.gps?.get(referenceTag)?.bytes.toString('latin1', 0, 1) === negative;
    return (isNegative ? -1 : 1) * (degrees + minutes / 60 + seconds / 3600);
  }

  private uint16(at: number): number {
    return this.isLittleEndian ? this.tiff.readUInt16LE(at) : this.tiff.readUInt16BE(at);
  }

  private uint32(at: number): number {
    return this.uint32At(this.tiff, at);
  }

  private uint32At(bytes: Buffer, at: number): number {
    return this.isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }
}

/** Cameras write ASCII or UTF-8, Chinese programs also GBK. */
export function decodeText(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue; // the other encoding, and at last every byte as it is
    }
  }
  return bytes.toString('latin1');
}
