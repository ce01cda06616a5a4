import { inflateSync } from 'node:zlib';
import { type Place } from '../passage.js';
import { type PassageCollector } from './passage-collector.js';
import { decodeText, readExif } from './read-exif.js';

/** Blocks of a picture that hold metadata. */
interface PictureMetadata {
  exif: Buffer[];
  texts: string[];
}

const longestText = 1024 * 1024;

/** Where a picture was taken and who is named in it: JPEG, PNG, TIFF and WebP. Other formats hold none that is known. */
export function readPictureMetadata(bytes: Buffer, place: Place, collector: PassageCollector): void {
  const { exif, texts } = findMetadata(bytes);
  for (const block of exif) {
    const { location, hasGps, texts: found } = readExif(block);
    texts.push(...found);
    const coordinates = location ? `${location.latitude.toFixed(6)}, ${location.longitude.toFixed(6)}` : '';
    if (hasGps) collector.conceal('location', place, coordinates);
  }
  const label = { zh: `${place.zh}的元数据`, en: `metadata of ${place.en}` };
  for (const text of texts) if (text.trim() !== '') collector.conceal('properties', label, text);
}

function findMetadata(bytes: Buffer): PictureMetadata {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\xff\xd8')) return readJpeg(bytes);
  if (start.startsWith('\x89PNG')) return readPng(bytes);
  if (/^RIFF[^]{4}WEBP/.test(start)) return readWebp(bytes);
  if (/^(?:II\*\0|MM\0\*)/.test(start)) return { exif: [bytes], texts: [] };
  return { exif: [], texts: [] };
}

/** Segments up to the picture data: APP1 holds Exif and XMP, COM a remark (ITU-T T.81, B.1.1.3). */
function readJpeg(bytes: Buffer): PictureMetadata {
  const found: PictureMetadata = { exif: [], texts: [] };
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1];
    if (marker === 0xda || marker === 0xd9) break;
    const body = bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2));
    const isExif = marker === 0xe1 && body.toString('latin1', 0, 6) === 'Exif\0\0';
    if (isExif) found.exif.push(body.subarray(6));
    if (marker === 0xe1 && !isExif) found.texts.push(...xmpTexts(body));
    if (marker === 0xfe) found.texts.push(decodeText(body));
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return found;
}

/** Chunks eXIf, tEXt, zTXt and iTXt (PNG, third edition, 11.3). */
function readPng(bytes: Buffer): PictureMetadata {
  const found: PictureMetadata = { exif: [], texts: [] };
  for (let at = 8; at + 8 <= bytes.length;) {
    const lengthBytes = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + lengthBytes);
    if (type === 'eXIf') found.exif.push(body);
    if (/^(?:tEXt|zTXt|iTXt)$/.test(type)) found.texts.push(pngText(type, body));
    at += 12 + lengthBytes;
  }
  return found;
}

function pngText(type: string, body: Buffer): string {
  const [, rest = Buffer.alloc(0)] = splitAtNul(body, 2); // keyword, rest
  if (type === 'tEXt') return decodeText(rest);
  if (type === 'zTXt') return inflateText(rest.subarray(1));
  const isPacked = rest[0] === 1;
  const [, , text = Buffer.alloc(0)] = splitAtNul(rest.subarray(2), 3); // language, translated keyword, text
  const plain = isPacked ? inflateText(text) : decodeText(text);
  return plain.includes('<x:xmpmeta') ? xmpTexts(Buffer.from(plain)).join('\n') : plain;
}

function splitAtNul(bytes: Buffer, parts: number): Buffer[] {
  const at = bytes.indexOf(0);
  if (parts === 1 || at < 0) return [bytes];
  return [bytes.subarray(0, at), ...splitAtNul(bytes.subarray(at + 1), parts - 1)];
}

/** A text that cannot be unpacked, or unfolds too far, is read by no other program either. */
function inflateText(packed: Buffer): string {
  try {
    return decodeText(inflateSync(packed, { maxOutputLength: longestText }));
  } catch {
    return '';
  }
}

/** Chunks EXIF and XMP (WebP container specification). */
function readWebp(bytes: Buffer): PictureMetadata {
  const found: PictureMetadata = { exif: [], texts: [] };
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = bytes.toString('latin1', at, at + 4);
    const lengthBytes = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + lengthBytes);
    if (type === 'EXIF') found.exif.push(body.toString('latin1', 0, 4) === 'Exif' ? body.subarray(6) : body);
    if (type === 'XMP ') found.texts.push(...xmpTexts(body));
    at += 8 + lengthBytes + (lengthBytes % 2);
  }
  return found;
}

/** Names and remarks of an XMP packet (ISO 16684-1, Dublin Core and Photoshop), without parsing it as XML. */
export function xmpTexts(packet: Buffer): string[] {
  const text = decodeText(packet);
  const elements =
    /<(dc:(?:creator|title|description|rights|contributor|publisher)|pdf:Keywords|photoshop:\w+|exif:GPS\w+)(?:\s[^>]*)?>([^]*?)<\/\1>/g;
  const attributes = /\s(?:photoshop:\w+|dc:\w+|pdf:Keywords|exif:GPS\w+)\s*=\s*"([^"]*)"/g;
  const found = [...text.matchAll(elements)].map(([, , inner = '']) => inner.replace(/<[^>]*>/g, ' ').trim());
  return [...found, ...[...text.matchAll(attributes)].map(([, value = '']) => value)].filter(
    (each) => each !== '',
  );
}
