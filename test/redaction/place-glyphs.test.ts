import { type SKRSContext2D } from '@napi-rs/canvas';
import { openPdf } from '../../src/redaction/open-pdf.js';
import { drawPage, hasInk, pixelsOf } from '../../src/redaction/paint-page.js';
import { locateSpans } from '../../src/redaction/locate-spans.js';
import { type PlacedGlyph } from '../../src/redaction/place-glyphs.js';
import { isStatedThere, readStatedTexts } from '../../src/redaction/stated-places.js';
import { CoverTally } from '../../src/redaction/redaction-report.js';
import { chinese, latin, writePdf } from './pdf-writer.js';

const scale = 1.5;
const spans = [{ find: '13850912345', mask: '*' }];

/** Whites out the boxes of the only text of a page and counts the dark pixels before and after. */
async function darkPixels(pdf: Buffer): Promise<{ before: number; after: number }> {
  const document = await openPdf(pdf);
  try {
    const page = await document.getPage(1);
    const { covers, reasons } = await locateSpans(page, scale, spans, new CoverTally(spans));
    expect(reasons).toEqual([]);
    expect(covers).not.toEqual([]);
    const { context } = await drawPage(page, scale);
    expect(covers.every((glyphs) => hasInk(pixelsOf(context), glyphs))).toBe(true);
    const before = countDark(context);
    whiteOut(context, covers.flat());
    return { before, after: countDark(context) };
  } finally {
    await document.loadingTask.destroy();
  }
}

function countDark(context: SKRSContext2D): number {
  const { width, height } = context.canvas;
  return context.getImageData(0, 0, width, height).data.filter((value, at) => at % 4 === 0 && value < 128)
    .length;
}

function whiteOut(context: SKRSContext2D, glyphs: readonly PlacedGlyph[]): void {
  context.resetTransform();
  context.fillStyle = '#ffffff';
  for (const { box } of glyphs) {
    context.beginPath();
    box.forEach(({ x, y }) => context.lineTo(x, y));
    context.fill();
  }
}

describe('no pixel of a covered text is outside its boxes', () => {
  const text = latin('13850912345');
  const at = (before: string, show = text): string => `BT /F1 20 Tf ${before} 60 200 Td ${show} ET`;
  it.each([
    ['when it is plain', at('')],
    ['when its letters are spread', at('4 Tc 9 Tw', latin('13850 912345'))],
    ['when it is narrowed', at('60 Tz')],
    ['when it is widened and spread', at('180 Tz 3 Tc')],
    ['when it is raised', at('7 Ts')],
    ['when its letters are moved one by one', at('', '[(138) -400 (509) 150 (12345)] TJ')],
    ['when it goes on in the next lines', at('24 TL', "(138) Tj T* (509) Tj (12345) '")],
    ['when it moves with the leading', at('', '(138) Tj 5 -24 TD (509) Tj T* (12345) Tj')],
    ['when its size is negative', 'BT /F1 -20 Tf 300 200 Td (13850912345) Tj ET'],
    ['when it is turned', 'BT /F1 20 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (13850912345) Tj ET'],
    ['when it is slanted', 'BT /F1 20 Tf 1 0 0.4 1 100 100 Tm (13850912345) Tj ET'],
    ['when the page is scaled and moved', `q 1.5 0 0 1.2 -30 -60 cm ${at('')} Q`],
    ['when a saved state comes back', `BT /F1 20 Tf ET q 2 0 0 2 0 0 cm 5 Tc Q ${at('')}`],
    ['when another font stands in', `BT /F2 20 Tf 60 200 Td ${chinese('1385091２３４５')} Tj ET`],
    ['when it is drawn as outlines', at('1 Tr')],
    ['when it is drawn twice', `${at('')} ${at('0.4 0 Td')}`],
    ['when the page is turned', at(''), '/Rotate 90'],
    ['when the page is cropped', at(''), '/CropBox[50 100 400 300]'],
  ])('%s', async (_, content, more = '') => {
    const { before, after } = await darkPixels(writePdf({ pages: [{ content, more }] }));
    expect(before).toBeGreaterThan(150);
    expect(after).toBe(0);
  });

  it('when it runs from top to bottom', async () => {
    const pdf = writePdf({
      pages: [{ content: `BT /F2 20 Tf 60 280 Td ${chinese('１３８５０９１２３４５')} ET` }],
    });
    const { before, after } = await darkPixels(writtenDown(pdf));
    expect(before).toBeGreaterThan(150);
    expect(after).toBe(0);
  });
});

/** The same with the character table for vertical writing, whose name is as long. */
function writtenDown(pdf: Buffer): Buffer {
  return Buffer.from(pdf.toString('latin1').replace('UniGB-UCS2-H', 'UniGB-UCS2-V'), 'latin1');
}

describe('a letter is where the library states its text to be', () => {
  it.each([
    [0, 0, true],
    [120, 0, false],
    [-40, 0, false],
    [0, 40, false],
    [0, -60, false],
  ])('moved by %d, %d pixels: %s', async (x, y, isThere) => {
    const content = 'BT /F1 20 Tf 60 200 Td (13850912345) Tj ET';
    const document = await openPdf(writePdf({ pages: [{ content }] }));
    const page = await document.getPage(1);
    const { covers } = await locateSpans(page, scale, spans, new CoverTally(spans));
    const texts = await readStatedTexts(page, scale);
    await document.loadingTask.destroy();
    const last = covers[0]?.at(-1) as PlacedGlyph;
    const first = covers[0]?.[0] as PlacedGlyph;
    const glyph = x < 0 ? first : last;
    const box = glyph.box.map((point) => ({ x: point.x + x, y: point.y + y })) as PlacedGlyph['box'];
    expect(isStatedThere({ ...glyph, box }, texts)).toBe(isThere);
  });
});
