import { writeZip, type WrittenEntry, type ZipShape } from './zip-writer.js';

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** The parts of a small office document; the main part holds one sentence. */
export function officeParts(mainPart: string): WrittenEntry[] {
  return [
    { name: '[Content_Types].xml', data: `${xml}<Types/>` },
    { name: '_rels/.rels', data: `${xml}<Relationships/>` },
    { name: mainPart, data: `${xml}<main>现将2016年政务公开工作要点印发给你们</main>` },
  ];
}

export function docx(more: readonly WrittenEntry[] = [], shape: ZipShape = {}): Buffer {
  return writeZip([...officeParts('word/document.xml'), ...more], shape);
}

export function ofd(): Buffer {
  return writeZip([
    { name: 'OFD.xml', data: `${xml}<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>` },
    { name: 'Doc_0/Document.xml', data: `${xml}<ofd:Document/>` },
  ]);
}

export const pdf = Buffer.from(
  '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n' +
    'trailer\n<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n',
  'latin1',
);

export const encryptedPdf = Buffer.from(
  pdf.toString('latin1').replace('/Size 3', '/Size 3 /Encrypt 9 0 R'),
  'latin1',
);

/** One transparent pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
export const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from('ffd9', 'hex'),
]);

export function bmp(): Buffer {
  const bytes = Buffer.alloc(58);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(58, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  return bytes;
}

/** Two silent frames of layer III, 128 kbit/s at 44,100 Hz: 417 bytes each. */
export function mp3(): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9000, 0);
  return Buffer.concat([frame, frame]);
}

/** A box of an ISO media file with its brand. */
export function movie(brand: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from(`ftyp${brand}\0\0\0\0`, 'latin1')]);
}

/** The header of a Matroska container with its document type: `webm`, or one that browsers do not play. */
export function ebml(documentType: string): Buffer {
  const name = Buffer.from(documentType, 'latin1');
  const type = Buffer.concat([Buffer.from([0x42, 0x82, 0x80 + name.length]), name]);
  const head = Buffer.from('4286810142f7810142f2810442f38108', 'hex'); // versions and longest lengths
  const size = Buffer.from([0x80 + head.length + type.length]);
  return Buffer.concat([Buffer.from('1a45dfa3', 'hex'), size, head, type, Buffer.from('18538067', 'hex')]);
}

export function riff(form: string): Buffer {
  return Buffer.from(`RIFF\x20\0\0\0${form}${'\0'.repeat(28)}`, 'latin1');
}
