import { openPdf } from '../../src/redaction/open-pdf.js';
import { sniffType } from '../../src/documents/sniff-type.js';
import { chinese, latin, writePdf } from './pdf-writer.js';
import { name, phone, RedactionDesk } from './redaction-desk.js';

const desk = new RedactionDesk();
beforeAll(() => desk.open());
afterAll(() => desk.close());

const line = (show: string, font = 'F1', at = '50 200'): string => `BT /${font} 14 Tf ${at} Td ${show} ET`;
const onePage = (content: string, more = ''): Buffer => writePdf({ pages: [{ content, more }] });

describe('a redacted PDF', () => {
  it('is pictures of its pages, in which text, attachment, title and layers of the old are gone', async () => {
    const pdf = writePdf({
      pages: [
        { content: line(latin('Tel. 13850912345 at work')) },
        { content: line(chinese('联系人张三，电话１３８５０９１２３４５'), 'F2'), media: [595, 420] },
      ],
      attachment: 'Tel. 13850912345',
      title: 'Tel. 13850912345',
    });
    const { report, bytes, path } = await desk.redact('pdf', pdf, phone, name);
    expect(report.covered.map(({ times, places }) => [times, places.map(({ en }) => en)])).toEqual([
      [2, ['page 1', 'page 2']],
      [1, ['page 2']],
    ]);
    expect(report.notices.map(({ code }) => code)).toEqual([
      'pages-are-pictures',
      'font-substituted',
      'attachments-left-out',
    ]);
    expect(await sniffType(path)).toEqual({ format: 'pdf' });
    const document = await openPdf(bytes);
    const page = await document.getPage(2);
    expect(document.numPages).toBe(2);
    expect(page.view).toEqual([0, 0, 595, 420]);
    expect((await page.getTextContent()).items).toEqual([]);
    expect(await document.getAttachments()).toBeNull();
    expect((await document.getMetadata()).info).not.toHaveProperty('Title');
    await document.loadingTask.destroy();
    expect(bytes.toString('latin1')).not.toMatch(/FlateDecode|EmbeddedFile|Title|\/Font/);
  });

  it('counts a text in a remark, which is left out', async () => {
    const remark = '/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(13850912345)>>]';
    const { report } = await desk.redact('pdf', onePage(line(latin('Nothing here')), remark), phone);
    expect(report.covered[0]?.places).toEqual([
      { zh: '第 1 页的批注或表单', en: 'a remark or form entry on page 1' },
    ]);
    expect(report.notices.map(({ code }) => code)).toContain('annotations-left-out');
  });

  it('finds digits that are drawn out of order', async () => {
    const digits = [...'13850912345'].map((digit, index) =>
      line(latin(digit), 'F1', `${50 + 9 * index} 200`),
    );
    const { report } = await desk.redact('pdf', onePage(digits.reverse().join(' ')), phone);
    expect(report.covered[0]?.times).toBe(1);
  });

  it('draws a page with pictures, and asks for a look at them', async () => {
    const content = `q 50 0 0 50 300 50 cm /P1 Do Q ${line(latin('13850912345'))}`;
    const { report } = await desk.redact('pdf', onePage(content), phone);
    expect(report.notices.map(({ code }) => code)).toContain('look-at-pictures');
  });
});

describe('a PDF is refused', () => {
  const picture = 'q 500 0 0 700 50 50 cm /P1 Do Q';
  it.each([
    ['a text to cover occurs nowhere', onePage(line(latin('Nothing here'))), ['not-found']],
    [
      'a page is a picture without text',
      writePdf({ pages: [{ content: line(latin('13850912345')) }, { content: picture }] }),
      ['page-without-text'],
    ],
    [
      'its text lies unseen under a scan',
      onePage(`${picture} ${line(`3 Tr ${latin('13850912345')}`)}`),
      ['scanned-page'],
    ],
    ['the text to cover is not drawn', onePage(line(`1 1 1 rg ${latin('13850912345')}`)), ['place-unknown']],
    [
      'a font has no character table',
      onePage(
        `${line(latin('13850912345'))} ${line(chinese('\u0011\u0012\u0013\u0014\u0015\u0016'), 'F2', '50 100')}`,
      ),
      ['unreadable-text'],
    ],
    [
      'a page is damaged',
      onePage(`${line(latin('13850912345'))} /F9 9 Tf (x) Tj BT /Nowhere Do`),
      ['damaged-page'],
    ],
    ['it is damaged', Buffer.from('%PDF-1.7\nnothing'), ['unreadable-pdf']],
    [
      'a page is as large as a wall',
      writePdf({ pages: [{ content: line(latin('13850912345')), media: [9000, 9000] }] }),
      ['page-too-large'],
    ],
  ])('when %s', async (_, pdf, codes) => expect(await desk.codes('pdf', pdf, phone)).toEqual(codes));
});
