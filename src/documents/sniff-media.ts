import { type ContentFormat } from './document-kinds.js';

/** A format and how it begins; bytes are written as Latin-1, a dot stands for any byte. */
const beginnings: readonly (readonly [RegExp, ContentFormat])[] = [
  [/^%PDF-\d/, 'pdf'],
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF.{4}WEBPVP8/s, 'webp'],
  [/^RIFF.{4}WAVE/s, 'wav'],
  [/^(?:II\*\0|MM\0\*)/, 'tiff'],
  [/^.{4}ftypqt {2}/s, 'mov'],
  [/^.{4}(?:moov|wide|mdat)/s, 'mov'], // QuickTime before there was ftyp
  [/^.{4}ftyp(?:iso[m2-9]|mp4[12]|avc1|M4V[ HP]|dash|mmp4|MSNV|XAVC)/s, 'mp4'],
  [/^.{4}ftypM4A /s, 'm4a'],
  // EBML names its document type in the header; the same container as Matroska, which browsers do not play.
  [/^\x1aE\xdf\xa3[^]{0,64}?B\x82(?:\x84|\x40\x04)webm/, 'webm'],
  [/^ID3[\x02-\x04]/, 'mp3'],
  [/^MZ[^]*\0/, 'executable'],
  [/^\x7fELF/, 'executable'],
  [/^(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe)/, 'executable'], // Mach-O, Java
  [/^L\0\0\0\x01\x14\x02\0/, 'executable'], // a Windows shortcut starts a program
  [/^Rar!\x1a\x07/, 'archive'],
  [/^7z\xbc\xaf\x27\x1c/, 'archive'],
  [/^\x1f\x8b\x08/, 'archive'],
  [/^(?:BZh[1-9]1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd)/, 'archive'],
  [/^[^]{257}ustar/, 'archive'],
];

/** Formats that a fixed beginning gives away; undefined for all others. */
export function sniffBeginning(head: Buffer, sizeBytes: number): ContentFormat | undefined {
  const text = head.toString('latin1');
  const found = beginnings.find(([pattern]) => pattern.test(text))?.[1];
  if (found) return found;
  if (isBitmap(head, sizeBytes)) return 'bmp';
  return isMp3(head) ? 'mp3' : undefined;
}

/** `BM` may begin any text, so the sizes in the header have to fit as well. */
function isBitmap(head: Buffer, sizeBytes: number): boolean {
  if (head.length < 26 || head.toString('latin1', 0, 2) !== 'BM') return false;
  const claimedBytes = head.readUInt32LE(2);
  const headerBytes = head.readUInt32LE(14);
  const isKnownHeader = [12, 40, 52, 56, 64, 108, 124].includes(headerBytes);
  return (
    isKnownHeader && (claimedBytes === 0 || claimedBytes <= sizeBytes) && head.readUInt32LE(10) < sizeBytes
  );
}

const kilobits = {
  1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

/** Without a tag, an MP3 is only a sequence of frames: two in a row must fit. */
function isMp3(head: Buffer): boolean {
  const first = mp3FrameBytes(head, 0);
  return first !== null && mp3FrameBytes(head, first) !== null;
}

/** Length of the layer III frame at a place (ISO/IEC 11172-3, 2.4.1.3); null if there is none. */
function mp3FrameBytes(head: Buffer, at: number): number | null {
  if (at + 4 > head.length || (head.readUInt16BE(at) & 0xffe6) !== 0xffe2) return null;
  const versionBits = (head.readUInt8(at + 1) >> 3) & 3;
  const rateByte = head.readUInt8(at + 2);
  const bitrate = kilobits[versionBits === 3 ? 1 : 2][(rateByte >> 4) - 1];
  const baseHertz = [44_100, 48_000, 32_000][(rateByte >> 2) & 3];
  if (versionBits === 1 || bitrate === undefined || baseHertz === undefined) return null;
  const hertz = baseHertz / { 0: 4, 2: 2, 3: 1 }[versionBits as 0 | 2 | 3];
  const samples = versionBits === 3 ? 144_000 : 72_000;
  return Math.floor((samples * bitrate) / hertz) + ((rateByte >> 1) & 1);
}
