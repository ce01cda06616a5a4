import { writeCompound } from './compound-writer.js';
import { docx, encryptedPdf, gif, jpeg, movie, officeParts, pdf, png } from './sample-files.js';
import { UploadDesk } from './upload-desk.js';
import { writeZip } from './zip-writer.js';

const desk = new UploadDesk();
beforeEach(() => desk.open());
afterEach(async () => {
  const left = await desk.staged();
  await desk.close();
  expect(left).toEqual([]); // whatever the outcome
});

const stream = (name: string, start = ''): { name: string; data: Buffer } => ({
  name,
  data: Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(5000)]),
});

describe('a file is refused', () => {
  const hiddenZip = writeZip([{ name: 'a.txt', data: 'a' }]);
  const fixedEnd = Buffer.concat([png, hiddenZip]);
  it.each<[string, string, Buffer | string, string]>([
    ['an image with an archive behind it', '图.png', fixedEnd, 'hidden-archive'],
    ['a PDF with an archive behind it', '通知.pdf', Buffer.concat([pdf, hiddenZip]), 'hidden-archive'],
    [
      'a PDF with an archive and more behind it',
      '通知.pdf',
      Buffer.concat([pdf, hiddenZip, pdf]),
      'hidden-archive',
    ],
    [
      'an old Word file with an archive behind it',
      '通知.doc',
      Buffer.concat([writeCompound([stream('WordDocument')]), hiddenZip]),
      'hidden-archive',
    ],
    [
      'an image with a RAR archive in it',
      '图.png',
      Buffer.concat([png, Buffer.from('Rar!\x1a\x07\x01\0', 'latin1')]),
      'hidden-archive',
    ],
    ['an image with a PDF header in it', '图.gif', Buffer.concat([gif, pdf]), 'hidden-pdf'],
    [
      'a PDF with bytes before its header',
      '通知.pdf',
      Buffer.concat([Buffer.from('\0junk'), pdf]),
      'hidden-pdf',
    ],
    [
      'a text with a PDF in it',
      '通知.txt',
      `前言\n${pdf.toString('latin1').replace(/[^\x20-\x7e\n]/g, '')}`,
      'hidden-pdf',
    ],
    ['a web page with a PDF in it', '公告.html', '<!doctype html>\n%PDF-1.4', 'hidden-pdf'],
    [
      'an image with a script in it',
      '图.jpg',
      Buffer.concat([jpeg, Buffer.alloc(200_000), Buffer.from('<SCRIPT >alert(1)')]),
      'hidden-page',
    ],
    [
      'an image with a script across two pieces',
      '图.jpg',
      Buffer.concat([jpeg, Buffer.alloc(65_533 - jpeg.length), Buffer.from('<script>alert(1)')]),
      'hidden-page',
    ],
    [
      'a film that begins like a page',
      '片.mp4',
      Buffer.concat([movie('isom'), Buffer.from('<html><body>')]),
      'hidden-page',
    ],
    [
      'a document with bytes before the container',
      '通知.docx',
      docx([], { prefix: Buffer.from('#') }),
      'hidden-archive',
    ],
    [
      'a document with bytes behind the container',
      '通知.docx',
      docx([], { suffix: Buffer.from('<script>') }),
      'hidden-bytes',
    ],
    [
      'a document whose first entry is a PDF',
      '通知.docx',
      writeZip([{ name: 'a.pdf', data: pdf, isStored: true }, ...officeParts('word/document.xml')]),
      'hidden-pdf',
    ],
  ])('when it is two things at once: %s', async (_, name, bytes, code) =>
    expect(await desk.codes(name, bytes)).toContain(code),
  );

  it.each<[string, string, Buffer]>([
    ['a PDF', '通知.pdf', encryptedPdf],
    ['a DOCX', '通知.docx', writeCompound([stream('EncryptedPackage'), stream('EncryptionInfo')])],
    ['a DOC', '通知.doc', writeCompound([stream('WordDocument', 'eca5c1000000000000000001')])],
    [
      'an XLS',
      '台账.xls',
      writeCompound([stream('Workbook', '090808000006050000000000 2f000200 0000'.replaceAll(' ', ''))]),
    ],
    [
      'a PPT',
      '汇报.ppt',
      writeCompound([
        stream('PowerPoint Document'),
        {
          name: 'Current User',
          data: Buffer.from('00 00 f6 0f 14 00 00 00 14 00 00 00 df c4 d1 f3'.replaceAll(' ', ''), 'hex'),
        },
      ]),
    ],
    ['an entry of a DOCX', '通知.docx', docx([{ name: 'word/secret.xml', data: 'x', flags: 0x801 }])],
  ])('when it needs a password, since nobody could review it: %s', async (_, name, bytes) => {
    const reasons = await desk.refusals(name, bytes);
    expect(reasons.map(({ code }) => code)).toEqual(['password-protected']);
    expect(reasons[0]?.zh).toContain('保密审查');
  });
});

describe('an XML file', () => {
  it.each([
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "lol">]><a>&x;</a>',
    Buffer.from('\ufeff<?xml version="1.0"?><!DOCTYPE a><a/>', 'utf16le'),
  ])('is refused with a document type, which may expand or fetch without end', async (bytes) =>
    expect(await desk.codes('目录.xml', bytes)).toEqual(['doctype']),
  );
});
