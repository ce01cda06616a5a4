import { jest } from '@jest/globals';
import fc from 'fast-check';
import { extractText } from '../../../src/review/extract/extract-text.js';
import { ExtractionFailed } from '../../../src/review/extract/extraction-failed.js';
import { type AcceptedFormat } from '../../../src/documents/document-kinds.js';
import { paragraph, run, writeDocx, writePackage, writePptx, writeXlsx } from './office-writer.js';
import { textAt, writePdf } from './pdf-writer.js';
import { read, scratch } from './reading-desk.js';

jest.setTimeout(120_000); // large files, and a busy machine is slow
beforeAll(() => scratch.make());
afterAll(() => scratch.remove());

const samples: readonly (readonly [AcceptedFormat, Buffer])[] = [
  ['docx', writeDocx(paragraph(run('正文')))],
  [
    'xlsx',
    writeXlsx([
      { name: '表', content: '<sheetData><row><c t="inlineStr"><is><t>格</t></is></c></row></sheetData>' },
    ]),
  ],
  ['pptx', writePptx([{ content: '<a:p><a:r><a:t>页</a:t></a:r></a:p>' }])],
  ['ofd', writePackage({ 'OFD.xml': '<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>' })],
  ['pdf', writePdf({ pages: [{ content: textAt(50, 700, 'page') }] })],
  ['jpeg', Buffer.from('ffd8ffe1001645786966000049492a0008000000010025880400', 'hex')],
  ['png', Buffer.from('89504e470d0a1a0a0000000f7a545874436f6d6d656e7400000102030405060708', 'hex')],
  ['html', Buffer.from('<p hidden>一<!-- 二 --></p><script>三')],
  ['xml', Buffer.from('<?xml version="1.0" encoding="GBK"?><a b="c">d</a>')],
];

async function outcome(format: AcceptedFormat, bytes: Buffer): Promise<unknown> {
  const path = await scratch.write(bytes);
  return extractText(path, format).catch((error: unknown) => error);
}

describe('a file that is broken', () => {
  it.each(samples)(
    'of kind %s fails as damaged or is read, whatever bytes are lost or changed',
    async (format, sample) => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(sample.length),
          fc.nat(sample.length),
          fc.uint8Array({ maxLength: 8 }),
          async (at, lost, put) => {
            const broken = Buffer.concat([sample.subarray(0, at), put, sample.subarray(at + (lost % 20))]);
            const found = await outcome(format, broken);
            if (found instanceof Error) expect(found).toBeInstanceOf(ExtractionFailed);
            else expect(found).toHaveProperty('isReadable');
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  it('is damaged when elements do not nest, nest too deep, or are in another encoding than they say', async () => {
    const code = async (document: string | Buffer): Promise<unknown> => {
      const found = await outcome('docx', writePackage({ 'word/document.xml': document }));
      return found instanceof ExtractionFailed ? found.code : found;
    };
    expect(await code('<w:document><w:body></w:document>')).toBe('damaged');
    expect(await code('<w:document><w:body>')).toBe('damaged');
    expect(await code('<a>'.repeat(100_000))).toBe('damaged');
    expect(await code(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e]))).toBe('damaged');
    expect(await code(Buffer.from('<?xml version="1.0" encoding="no-such"?><a/>'))).toBe('damaged');
  });

  it('is told apart from one that is locked', async () => {
    const encrypt = '<</Filter/Standard/V 1/R 2/O<' + '41'.repeat(32) + '>/U<' + '42'.repeat(32) + '>/P -4>>';
    const bytes = writePdf({
      pages: [{ content: textAt(50, 700, 'page') }],
      objects: [encrypt],
      trailer: '/Encrypt 1000 0 R/ID[<41><41>]',
    });
    expect(await outcome('pdf', bytes)).toMatchObject({ code: 'encrypted' });
  });
});

describe('a large file', () => {
  it('of 300 pages is read to its end', async () => {
    const lines = (page: number): string =>
      Array.from({ length: 40 }, (_, line) =>
        textAt(50, 750 - 18 * line, `page ${page} line ${line} 13800138000`),
      ).join('');
    const bytes = writePdf({
      pages: Array.from({ length: 300 }, (_, page) => ({ content: lines(page + 1) })),
    });
    const { shown, extraction } = await read(bytes, 'pdf');
    expect(shown.at(-1)).toContain('page 300 line 24');
    expect(extraction.passages.at(-1)?.place.zh).toBe('第 300 页');
    expect(extraction.hidden).toEqual([]);
  });

  it('of 5 MB of XML is read to its end', async () => {
    const body = Array.from({ length: 42_000 }, (_, index) =>
      paragraph(
        run(`第${index}项，联系电话`, '<w:sz w:val="32"/>'),
        run(`138${String(index).padStart(8, '0')}`),
      ),
    ).join('');
    expect(body.length).toBeGreaterThan(5_000_000);
    const { shown, isReadable } = await read(writeDocx(body), 'docx');
    expect(shown).toHaveLength(42_000);
    expect(shown.at(-1)).toBe('第41999项，联系电话13800041999');
    expect(isReadable).toBe(true);
  });

  it.each([
    ['part', { entryBytes: 1_000 }],
    ['container', { unpackedBytes: 1_000 }],
    ['text', { characters: 1_000 }],
    ['number of parts', { entries: 1 }],
  ])('is read up to the limit on its %s, and says so', async (_, limits) => {
    const body = Array.from({ length: 100 }, (_each, index) =>
      paragraph(run(`第${index}段，很多很多文字`)),
    ).join('');
    const { codes, isReadable } = await read(writeDocx(body), 'docx', limits);
    expect(codes).toContain('not-fully-read');
    expect(isReadable).toBe(false);
  });

  it('is read up to the limit on pages and on bytes', async () => {
    const bytes = writePdf({
      pages: [1, 2, 3].map((page) => ({ content: textAt(50, 700, `page ${page}`) })),
    });
    const cut = await read(bytes, 'pdf', { pages: 2 });
    expect([cut.shown, cut.codes, cut.isReadable]).toEqual([['page 1', 'page 2'], ['not-fully-read'], false]);
    expect((await read(bytes, 'pdf', { fileBytes: 100 })).codes).toEqual(['not-fully-read']);
    expect((await read('文字'.repeat(100), 'text', { fileBytes: 100 })).codes).toEqual(['not-fully-read']);
  });
});
