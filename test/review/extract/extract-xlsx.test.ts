import { writePackage, writePptx, writeXlsx } from './office-writer.js';
import { read, scratch } from './reading-desk.js';

beforeAll(() => scratch.make());
afterAll(() => scratch.remove());

const cell = (at: string, text: string, format = ''): string =>
  `<c r="${at}" t="inlineStr"${format}><is><t>${text}</t></is></c>`;
const data = (rows: string): string => `<sheetData>${rows}</sheetData>`;

describe('a workbook', () => {
  it('gives each row with its place, from shared strings, rich text, numbers and formulas', async () => {
    const strings =
      '<sst><si><t>张某</t></si><si><r><t>138</t></r><r><t>00138000</t></r><rPh><t>zhang</t></rPh></si></sst>';
    const row =
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>1.3900139E10</v></c>' +
      '<c r="D2" t="str"><f>A2&amp;"内部"</f><v>张某内部</v></c></row>';
    const { extraction } = await read(
      writeXlsx([{ name: '名单', content: data(row) }], { 'xl/sharedStrings.xml': strings }),
      'xlsx',
    );
    expect(extraction).toEqual({
      passages: [
        {
          place: { zh: '工作表“名单”!A2:D2', en: 'sheet “名单”!A2:D2' },
          text: '张某\t13800138000\t13900139000\t张某内部',
          isHidden: false,
        },
        {
          place: { zh: '工作表“名单”!D2', en: 'sheet “名单”!D2' },
          text: '=A2&"内部"',
          isHidden: true,
        },
      ],
      hidden: [],
      isReadable: true,
    });
  });

  it('gives up hidden and very hidden sheets, one finding each', async () => {
    const sheet = (name: string, state?: string): { name: string; state?: string; content: string } => ({
      name,
      ...(state ? { state } : {}),
      content: data(`<row r="1">${cell('A1', `${name}内容`)}</row>`),
    });
    const { shown, hidden, extraction } = await read(
      writeXlsx([sheet('公开'), sheet('隐藏', 'hidden'), sheet('深藏', 'veryHidden')]),
      'xlsx',
    );
    expect(shown).toEqual(['公开内容']);
    expect(hidden).toEqual(['隐藏内容', '深藏内容']);
    expect(extraction.hidden.map(({ code, place }) => [code, place.zh])).toEqual([
      ['hidden-sheet', '工作表“隐藏”'],
      ['hidden-sheet', '工作表“深藏”'],
    ]);
  });

  it('gives up hidden rows and columns', async () => {
    const content =
      '<cols><col min="2" max="3" hidden="1"/></cols>' +
      data(
        `<row r="1">${cell('A1', '姓名')}${cell('B1', '证号')}${cell('D1', '结果')}</row>` +
          `<row r="2" hidden="1">${cell('A2', '孙某')}</row>`,
      );
    const { shown, hidden, codes } = await read(writeXlsx([{ name: '表', content }]), 'xlsx');
    expect(shown).toEqual(['姓名\t结果']);
    expect(hidden).toEqual(['证号', '孙某']);
    expect(codes).toEqual(['hidden-columns', 'hidden-rows']);
  });

  it('gives up cells whose format or white font hides them', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="165" formatCode=";;;"/></numFmts>' +
      '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>' +
      '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills>' +
      '<cellXfs><xf fontId="0" fillId="0"/><xf numFmtId="165" fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>';
    const row = [0, 1, 2, 3].map((format) => cell(`${'ABCD'[format]}1`, `格${format}`, ` s="${format}"`));
    const { shown, hidden, codes } = await read(
      writeXlsx([{ name: '表', content: data(`<row r="1">${row.join('')}</row>`) }], {
        'xl/styles.xml': styles,
      }),
      'xlsx',
    );
    expect(shown).toEqual(['格0\t格3']);
    expect(hidden).toEqual(['格1\t格2']);
    expect(codes).toEqual(['hidden-cells']);
  });

  it('gives up pivot caches, strings no cell uses, comments, hidden names and links to other files', async () => {
    const bytes = writeXlsx(
      [{ name: '表', content: data(`<row r="1">${cell('A1', '合计')}</row>`) }],
      {
        'xl/sharedStrings.xml': '<sst><si><t>已删除的人名</t></si></sst>',
        'xl/pivotCache/pivotCacheRecords1.xml':
          '<pivotCacheRecords><r><s v="周某"/><n v="350102"/></r></pivotCacheRecords>',
        'xl/comments1.xml':
          '<comments><authors><author>吴某</author></authors><commentList><comment ref="B3" authorId="0"><text><r><t>内部</t></r><r><t>掌握</t></r></text></comment></commentList></comments>',
        'xl/threadedComments/threadedComment1.xml':
          '<ThreadedComments><threadedComment ref="C4"><text>待定</text></threadedComment></ThreadedComments>',
        'xl/externalLinks/externalLink1.xml':
          '<externalLink><externalBook><sheetNames><sheetName val="底册"/></sheetNames><sheetDataSet><sheetData><row r="1"><cell r="A1"><v>郑某</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>',
      },
      '<definedNames><definedName name="底数" hidden="1">表!$A$1</definedName><definedName name="_xlnm._FilterDatabase" hidden="1">表!$A$1</definedName></definedNames>',
    );
    const { hidden, codes } = await read(bytes, 'xlsx');
    for (const text of [
      '已删除的人名',
      '周某\t350102',
      '吴某：内部掌握',
      '待定',
      '底册\n郑某',
      '底数 表!$A$1',
    ])
      expect(hidden).toContain(text);
    expect(codes.sort()).toEqual([
      'comments',
      'external-link',
      'hidden-name',
      'pivot-cache',
      'unused-strings',
    ]);
  });

  it('shows the words of drawings and charts, and not where they stand', async () => {
    const bytes = writeXlsx([{ name: '表', content: data('') }], {
      'xl/drawings/drawing1.xml':
        '<wsDr xmlns:a="a"><from><col>3</col></from><sp><a:p><a:r><a:t>图</a:t></a:r><a:r><a:t>注</a:t></a:r></a:p></sp></wsDr>',
      'xl/charts/chart1.xml': '<c:chartSpace xmlns:c="c"><c:f>Sheet1!A1</c:f><c:v>冯某</c:v></c:chartSpace>',
    });
    expect((await read(bytes, 'xlsx')).shown.sort()).toEqual(['冯某', '图注'].sort());
  });
});

describe('a presentation', () => {
  const text = (...runs: string[]): string =>
    `<p:sp><p:txBody><a:p>${runs.map((one) => `<a:r><a:t>${one}</a:t></a:r>`).join('')}</a:p></p:txBody></p:sp>`;

  it('gives its slides in order and gives up hidden ones, hidden shapes, notes and comments', async () => {
    const hiddenShape = `<p:sp><p:nvSpPr><p:cNvPr id="2" hidden="1"/></p:nvSpPr><p:txBody><a:p><a:r><a:t>暗图</a:t></a:r></a:p></p:txBody></p:sp>`;
    const bytes = writePptx(
      [
        {
          content: text('138', '00138000') + hiddenShape,
          relationships: {
            r1: ['notesSlide', '../notesSlides/notesSlide1.xml'],
            r2: ['comments', '../comments/comment1.xml'],
          },
        },
        { content: text('隐藏页'), attributes: 'show="0"' },
      ],
      {
        'ppt/notesSlides/notesSlide1.xml':
          '<p:notes xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>口头说明</a:t></a:r></a:p><a:p><a:fld type="slidenum"><a:t>1</a:t></a:fld></a:p></p:notes>',
        'ppt/comments/comment1.xml': '<p:cmLst xmlns:p="p"><p:cm><p:text>改</p:text></p:cm></p:cmLst>',
      },
    );
    const { shown, hidden, codes, extraction } = await read(bytes, 'pptx');
    expect(shown).toEqual(['13800138000']);
    expect(hidden.map((each) => each.trim())).toEqual(['暗图', '口头说明', '改', '隐藏页']);
    expect(codes).toEqual(['hidden-shape', 'speaker-notes', 'comments', 'hidden-slide']);
    expect(extraction.hidden.at(-1)?.place).toEqual({ zh: '第 2 张幻灯片', en: 'slide 2' });
  });

  it('does not ask anybody about notes that are empty', async () => {
    const bytes = writePptx(
      [{ content: text('页'), relationships: { r1: ['notesSlide', '../notesSlides/n.xml'] } }],
      { 'ppt/notesSlides/n.xml': '<p:notes xmlns:p="p"/>' },
    );
    expect((await read(bytes, 'pptx')).codes).toEqual([]);
  });
});

describe('an OFD document', () => {
  const object = (box: string, words: string, more = ''): string =>
    `<ofd:TextObject Boundary="${box}" Size="5" ${more}><ofd:TextCode>${words}</ofd:TextCode></ofd:TextObject>`;
  const ofd = (content: string): Buffer =>
    writePackage({
      'OFD.xml':
        '<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocInfo><ofd:Author>陈某</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
      'Doc_0/Document.xml':
        '<ofd:Document xmlns:ofd="o"><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
      'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page xmlns:ofd="o"><ofd:Layer>${content}</ofd:Layer></ofd:Page>`,
    });

  it('gives the text of each page, and what is not shown, and its author', async () => {
    const content =
      object('10 20 20 5', '电话') +
      object('30 20 60 5', '13800138000') +
      object('10 40 20 5', '暗', 'Visible="false"');
    const { extraction, codes } = await read(ofd(content), 'ofd');
    expect(extraction.passages.map(({ text: found, isHidden }) => [found, isHidden])).toEqual([
      ['陈某', true],
      ['电话13800138000', false],
      ['暗', true],
    ]);
    expect(extraction.passages[1]?.place).toEqual({ zh: '第 1 页', en: 'page 1' });
    expect(codes).toEqual(['properties', 'invisible-text']);
    expect(extraction.isReadable).toBe(true);
  });

  it('counts as not readable when a page is only a picture', async () => {
    const { isReadable, codes } = await read(ofd('<ofd:ImageObject Boundary="0 0 210 297"/>'), 'ofd');
    expect(isReadable).toBe(false);
    expect(codes).toContain('pictures');
  });
});
