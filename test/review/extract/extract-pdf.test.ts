import { jest } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import { appendUpdate, textAt, writePdf, type PdfShape, type WrittenPage } from './pdf-writer.js';
import { read, scratch, type Reading } from './reading-desk.js';
import { writeXlsx } from './office-writer.js';

jest.setTimeout(120_000); // the library takes a while to load on a busy machine
beforeAll(() => scratch.make());
afterAll(() => scratch.remove());

const page = (content: string, more: Omit<WrittenPage, 'content'> = {}): WrittenPage => ({
  content,
  ...more,
});
const readPage = (
  content: string,
  more: Omit<WrittenPage, 'content'> = {},
  shape: Partial<PdfShape> = {},
): Promise<Reading> => read(writePdf({ pages: [page(content, more)], ...shape }), 'pdf');

const box = (color: string, x: number, y: number, width: number, height: number): string =>
  `q ${color} rg ${x} ${y} ${width} ${height} re f Q\n`;
const heading = textAt(50, 750, 'Notice');

describe('the text of a PDF', () => {
  it('comes page by page, with spaces where letters stand apart', async () => {
    const bytes = writePdf({
      pages: [page(textAt(50, 700, 'Tel') + textAt(80, 700, '13800138000')), page(textAt(50, 700, 'Two'))],
    });
    const { extraction } = await read(bytes, 'pdf');
    expect(extraction).toEqual({
      passages: [
        { place: { zh: '第 1 页', en: 'page 1' }, text: 'Tel 13800138000', isHidden: false },
        { place: { zh: '第 2 页', en: 'page 2' }, text: 'Two', isHidden: false },
      ],
      hidden: [],
      isReadable: true,
    });
  });

  it('is one number when it was shown letter by letter with kerning', async () => {
    const kerned = 'BT /F1 12 Tf 1 0 0 1 50 700 Tm [(138)-20(0013)15(8000)] TJ ET';
    expect((await readPage(kerned)).shown).toEqual(['13800138000']);
    const spaced = `${textAt(50, 700, '1380')}${textAt(50 + 4 * 6.672, 700, '0138000')}`;
    expect((await readPage(spaced)).shown).toEqual(['13800138000']);
  });

  it('goes on in the next line when a line reaches the margin', async () => {
    const long = 'x'.repeat(60);
    const content =
      textAt(50, 700, `${long} 1101011990`) + textAt(50, 680, '03077774 end') + textAt(50, 660, 'new');
    expect((await readPage(content)).shown).toEqual([`${long} 1101011990\n03077774 end`, 'new']);
  });

  it('is Chinese where a font that is not embedded is written in GBK, level or upright', async () => {
    const font = (encoding: string): string =>
      `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${encoding}/DescendantFonts[1002 0 R]>>`;
    const descendant =
      '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>' +
      '/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4>>>>';
    const resources = '/Font<</F2 1000 0 R/F3 1001 0 R>>';
    const content = (name: string): string => `BT /${name} 16 Tf 50 700 Td <b9abbfaa> Tj ET`;
    for (const name of ['F2', 'F3']) {
      const bytes = writePdf({
        pages: [{ content: content(name), resources }],
        objects: [font('GBK-EUC-H'), font('GBK-EUC-V'), descendant],
      });
      const { shown, hidden } = await read(bytes, 'pdf');
      expect([shown, hidden]).toEqual([['公开'], []]);
    }
  });

  it('is read through forms and turned pages', async () => {
    const form = {
      dictionary:
        '/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 20 0]/Resources<</Font<</F1 3 0 R>>>>',
      data: textAt(50, 700, 'inside'),
    };
    const { shown } = await readPage(
      `${heading}/X1 Do`,
      { resources: '/XObject<</X1 1000 0 R>>', entries: '/Rotate 90' },
      { objects: [form] },
    );
    expect(shown.flatMap((text) => text.split('\n'))).toEqual(['Notice', 'inside']);
  });
});

describe('text that a reader of a PDF does not see', () => {
  it('is found under a box that was drawn over it', async () => {
    const { shown, hidden, codes } = await readPage(
      `${heading}${textAt(50, 700, 'Name 13800138000 end')}${box('0 0 0', 80, 695, 75, 16)}`,
    );
    expect(codes).toEqual(['covered-text']);
    expect(hidden).toHaveLength(1);
    expect(hidden[0]).toContain('13800138000');
    expect(shown.join()).not.toContain('138');
    expect(shown.join()).toContain('end');
  });

  it('is found under a thick line and under a picture', async () => {
    const line = 'q 14 w 40 704 m 300 704 l S Q\n';
    expect((await readPage(`${heading}${textAt(50, 700, 'secret')}${line}`)).hidden).toEqual(['secret']);
    const image = {
      dictionary: '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray',
      data: 'A',
    };
    const painted = await readPage(
      `${heading}${textAt(50, 700, 'secret')}q 100 0 0 30 45 690 cm /I1 Do Q`,
      { resources: '/XObject<</I1 1000 0 R>>' },
      { objects: [image] },
    );
    expect(painted.hidden).toEqual(['secret']);
    expect(painted.codes.sort()).toEqual(['covered-text', 'pictures']);
  });

  it('is not what lies on a box, under a clear one, in a frame, or under the clear part of a seal', async () => {
    const text = textAt(50, 700, 'open');
    const clear = { resources: '/ExtGState<</G1 <</ca 0.3>>/G2 <</BM/Multiply>>>>' };
    const frame = 'q 40 690 200 30 re 41 691 198 28 re f* Q\n';
    const mask = {
      dictionary: '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray',
      data: '\0',
    };
    const seal = {
      dictionary:
        '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB/SMask 1000 0 R',
      data: 'ABC',
    };
    const readings = await Promise.all([
      readPage(box('1 1 0', 40, 690, 200, 30) + text),
      readPage(`${text}q /G1 gs ${box('0 0 0', 40, 690, 200, 30)} Q`, clear),
      readPage(`${text}q /G2 gs ${box('1 1 0', 40, 690, 200, 30)} Q`, clear),
      readPage(text + frame),
      readPage(`${text}q 40 690 200 30 re 41 691 m 41 718 l 239 718 l 239 691 l h f Q`),
      readPage(
        `${text}q 100 0 0 30 45 690 cm /I1 Do Q`,
        { resources: '/XObject<</I1 1001 0 R>>' },
        { objects: [mask, seal] },
      ),
    ]);
    expect(readings.map(({ shown, hidden }) => [shown, hidden])).toEqual(readings.map(() => [['open'], []]));
  });

  it('is found when it is not painted, white on white, of the colour of its ground, or tiny', async () => {
    const unpainted = await readPage(`${heading}BT 3 Tr /F1 12 Tf 50 700 Td (unpainted) Tj ET`);
    expect([unpainted.hidden, unpainted.codes]).toEqual([['unpainted'], ['invisible-text']]);
    expect((await readPage(`${heading}q 1 1 1 rg ${textAt(50, 700, 'white')} Q`)).hidden).toEqual(['white']);
    const onBlue = `${box('0 0 1', 40, 690, 200, 30)}q 0 0 1 rg ${textAt(50, 700, 'blue')} Q`;
    expect((await readPage(heading + onBlue)).hidden).toEqual(['blue']);
    expect((await readPage(heading + textAt(50, 700, 'tiny', 0.4))).hidden).toEqual(['tiny']);
  });

  it('is not white text on a dark ground', async () => {
    const content = `${box('0 0 1', 40, 690, 200, 30)}q 1 1 1 rg ${textAt(50, 700, 'title')} Q`;
    const { shown, codes } = await readPage(content);
    expect([shown, codes]).toEqual([['title'], []]);
  });

  it('is found outside the page and outside its clip', async () => {
    const outside = await readPage(heading + textAt(50, 900, 'above'));
    expect([outside.hidden, outside.codes]).toEqual([['above'], ['outside-page']]);
    const clipped = await readPage(`${heading}q 0 0 20 20 re W n ${textAt(50, 700, 'clipped')} Q`);
    expect([clipped.hidden, clipped.codes]).toEqual([['clipped'], ['outside-page']]);
  });

  it('is found on a layer that is switched off', async () => {
    const layer = '<</Type/OCG/Name(draft)>>';
    const { hidden, codes } = await readPage(
      `${heading}/OC /L1 BDC ${textAt(50, 700, 'draft')} EMC`,
      { resources: '/Properties<</L1 1000 0 R>>' },
      { objects: [layer], catalog: '/OCProperties<</OCGs[1000 0 R]/D<</OFF[1000 0 R]>>>>' },
    );
    expect([hidden, codes]).toEqual([['draft'], ['hidden-layer']]);
  });
});

describe('a PDF gives up', () => {
  it('what an earlier state of it said', async () => {
    const first = writePdf({ pages: [page(heading + textAt(50, 700, 'Name 13800138000'))] });
    const second = appendUpdate(first, new Map([[11, { dictionary: '', data: heading }]]));
    const { shown, extraction } = await read(second, 'pdf');
    expect(shown).toEqual(['Notice']);
    expect(extraction.passages).toContainEqual({
      place: { zh: '较早版本 1 第 1 页', en: 'earlier revision 1, page 1' },
      text: 'Name 13800138000',
      isHidden: true,
    });
    expect(extraction.hidden.map(({ code }) => code)).toEqual(['earlier-revision']);
    expect((await read(first, 'pdf')).codes).toEqual([]);
  });

  it('annotations with their authors, and targets of links', async () => {
    const notes = [
      '<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/Contents(check this)/T(Wang)>>',
      '<</Type/Annot/Subtype/Link/Rect[10 10 20 20]/A<</S/URI/URI(https://a.example/x)>>>>',
    ];
    const { hidden, codes } = await readPage(
      heading,
      { entries: '/Annots[1000 0 R 1001 0 R]' },
      { objects: notes },
    );
    expect(hidden).toEqual(['Wang：check this', 'https://a.example/x']);
    expect(codes).toEqual(['annotations']);
  });

  it('attachments, and what they say', async () => {
    const sheet = writeXlsx([
      {
        name: 's',
        content:
          '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>attached</t></is></c></row></sheetData>',
      },
    ]);
    const objects = [
      '<</Names[(list.xlsx) 1001 0 R]>>',
      '<</Type/Filespec/F(list.xlsx)/EF<</F 1002 0 R>>>>',
      { dictionary: '/Type/EmbeddedFile', data: sheet },
    ];
    const { hidden, codes } = await readPage(
      heading,
      {},
      { objects, catalog: '/Names<</EmbeddedFiles 1000 0 R>>' },
    );
    expect(hidden).toEqual(['list.xlsx', 'attached']);
    expect(codes).toEqual(['attachments']);
  });

  it('authors in its properties and in its XMP packet, and scripts', async () => {
    const xmp =
      '<?xpacket?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description><dc:creator><rdf:Seq><rdf:li>Zhao</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>';
    const objects = [
      '<</Author(Li)/Title()>>',
      { dictionary: '/Type/Metadata/Subtype/XML', data: xmp },
      '<</S/JavaScript/JS(app.alert\\(1\\))>>',
    ];
    const { hidden, codes } = await readPage(
      heading,
      {},
      {
        objects,
        trailer: '/Info 1000 0 R',
        catalog: '/Metadata 1001 0 R/OpenAction 1002 0 R',
      },
    );
    expect(hidden).toEqual(['Li', 'Zhao', 'app.alert(1)']);
    expect(codes).toEqual(['properties', 'scripts']);
  });
});

describe('a PDF counts as readable', () => {
  const scan = {
    resources: '/XObject<</I1 1000 0 R>>',
  };
  const image = {
    dictionary:
      '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode',
    data: deflateSync(Buffer.from([128])),
  };
  const scanned = 'q 600 0 0 800 0 0 cm /I1 Do Q\n';
  const isReadable = async (...pages: WrittenPage[]): Promise<boolean> =>
    (await read(writePdf({ pages, objects: [image] }), 'pdf')).isReadable;

  it('only when every page that shows something has text', async () => {
    expect(await isReadable(page(heading), page(''))).toBe(true); // an empty page shows nothing
    expect(await isReadable(page(heading), page(scanned, scan))).toBe(false);
    expect(await isReadable(page('10 10 m 300 300 l S'))).toBe(false); // letters drawn as lines
    expect(await isReadable(page(''))).toBe(false);
  });

  it('not when a scan has a heading, nor when its only text is that of a text recognition below it', async () => {
    expect(await isReadable(page(scanned + heading, scan))).toBe(false);
    expect(await isReadable(page(`BT 3 Tr /F1 12 Tf 50 700 Td (recognised) Tj ET ${scanned}`, scan))).toBe(
      false,
    );
  });

  it('with a small picture beside its text', async () => {
    expect(await isReadable(page(`${heading}q 50 0 0 50 10 10 cm /I1 Do Q`, scan))).toBe(true);
  });
});
