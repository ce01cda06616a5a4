import { type Point } from '../../src/redaction/matrix.js';
import { type PlacedGlyph } from '../../src/redaction/place-glyphs.js';
import { scanDocx } from '../../src/redaction/redact-docx.js';
import { scanPdf } from '../../src/redaction/scan-pdf.js';
import { scanTextFile } from '../../src/redaction/redact-text.js';
import { RedactionFailed } from '../../src/redaction/redaction-reasons.js';
import { link, paragraph, part, run, writeDocx } from './docx-writer.js';
import { latin, writePdf } from './pdf-writer.js';
import { name, phone, RedactionDesk } from './redaction-desk.js';
import { writeZip } from '../documents/zip-writer.js';

const desk = new RedactionDesk();
beforeAll(() => desk.open());
afterAll(() => desk.close());
const spans = [phone, name];

async function faults(scan: Promise<void>): Promise<string[]> {
  try {
    await scan;
    return [];
  } catch (error) {
    if (!(error instanceof RedactionFailed)) throw error;
    return [...new Set(error.reasons.map(({ code }) => code))];
  }
}

describe('the scan of a text finds what is left', () => {
  it.each(['13850912345', '１３８５０９１２３４５', '138 5091-2345', '张 三'])('as %s', async (left) => {
    expect(await faults(scanTextFile(await desk.write(`x ${left} y`), 'csv', spans))).toEqual([
      'still-there',
    ]);
  });

  it.each([
    '&#49;3850912345',
    '<i>138</i>50912345',
    '<a b="%E5%BC%A0%E4%B8%89">',
    '<!--张三-->',
    '<p a="&#24352;三">',
  ])('in a page as %s', async (left) =>
    expect(await faults(scanTextFile(await desk.write(left), 'html', spans))).toEqual(['still-there']),
  );

  it('and passes what is clean', async () => {
    expect(await faults(scanTextFile(await desk.write('138****2345 张*'), 'text', spans))).toEqual([]);
    expect(await faults(scanTextFile(await desk.write(Buffer.from([0xff])), 'text', spans))).toEqual([
      'unsure',
    ]);
  });
});

/** A container with just these parts. */
const bare = (partName: string, data: Buffer | string): Buffer => writeZip([{ name: partName, data }]);

describe('the scan of a DOCX finds what is left', () => {
  it.each([
    ['in a part of another kind, in UTF-16', bare('word/a.bin', Buffer.from('a张三', 'utf16le'))],
    ['in UTF-16 the other way', bare('word/a.bin', Buffer.from('\u5f20\u4e09', 'utf16le').swap16())],
    [
      'over several runs',
      bare('word/a.xml', `<a>${'13850912345'.split('').join('</a><a>')}</a>`.replace(/^(.*)$/, '<b>$1</b>')),
    ],
    ['in an attribute', bare('word/a.xml', '<a b="138 5091 2345"/>')],
    ['in the name of a part', bare('word/张三.bin', 'x')],
  ])('%s', async (_, docx) =>
    expect(await faults(scanDocx(await desk.write(docx), spans))).toEqual(['still-there']),
  );

  it.each([
    ['a revision id', bare('word/a.xml', '<w:p xmlns:w="w" w:rsidR="1"/>')],
    ['a struck-out text', bare('word/a.xml', '<w:del xmlns:w="w"/>')],
    ['properties', bare('docProps/core.xml', '<a/>')],
    ['comments', bare('word/comments.xml', '<a/>')],
  ])('and is unsure of %s', async (_, docx) =>
    expect(await faults(scanDocx(await desk.write(docx), spans))).toEqual(['unsure']),
  );

  it('and tells an original from a redacted one', async () => {
    const original = writeDocx(
      paragraph(run('13850912345')),
      [part('header1.xml', 'header', 'hdr', paragraph(run('张三')))],
      link('x', 'tel:13850912345'),
    );
    expect(await faults(scanDocx(await desk.write(original), spans))).toEqual(['still-there', 'unsure']);
    const { path } = await desk.redact('docx', original, ...spans);
    expect(await faults(scanDocx(path, spans))).toEqual([]);
  });
});

const corner = (x: number, y: number): Point => ({ x, y });
const boxAt = (x: number, y: number, size: number): PlacedGlyph => ({
  text: '1',
  box: [corner(x, y + size), corner(x + size, y + size), corner(x + size, y), corner(x, y)],
  origin: corner(x, y),
  sizePixels: size,
  isInvisible: false,
  isSubstituted: false,
});

describe('the scan of a PDF', () => {
  const page = { scale: 1, covers: [] };

  it('finds text, packed or not, and what lies beside the pages', async () => {
    const pdf = writePdf({ pages: [{ content: `BT /F1 14 Tf 50 50 Td ${latin('13850912345')} ET` }] });
    expect(await faults(scanPdf(await desk.write(pdf), spans, [page]))).toEqual(['unsure']);
    const talking = Buffer.concat([pdf, Buffer.from('% 13850912345')]);
    expect(await faults(scanPdf(await desk.write(talking), spans, [page]))).toEqual([
      'still-there',
      'unsure',
    ]);
    const { bytes } = await desk.redact('pdf', pdf, phone);
    const attached = Buffer.concat([bytes, Buffer.from('\n9 0 obj\n<</EmbeddedFile 8 0 R>>')]);
    expect(await faults(scanPdf(await desk.write(attached), spans, [page]))).toEqual(['unsure']);
  });

  it('wants as many pages as before, and black where something was covered', async () => {
    const pdf = writePdf({ pages: [{ content: `BT /F1 14 Tf 50 50 Td ${latin('13850912345')} ET` }] });
    const { path } = await desk.redact('pdf', pdf, phone);
    expect(await faults(scanPdf(path, spans, [page]))).toEqual([]);
    expect(await faults(scanPdf(path, spans, [page, page]))).toEqual(['unsure']);
    const black = { scale: 1, covers: [[boxAt(70, 240, 8)]] }; // within the box over the number
    const white = { scale: 1, covers: [[boxAt(300, 100, 8)]] };
    expect(await faults(scanPdf(path, spans, [black]))).toEqual([]);
    expect(await faults(scanPdf(path, spans, [white]))).toEqual(['unsure']);
  });
});
