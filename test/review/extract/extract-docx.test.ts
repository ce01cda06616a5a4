import { paragraph, relationships, run, wordPart, writeDocx, writeXlsx } from './office-writer.js';
import { read, scratch } from './reading-desk.js';

beforeAll(() => scratch.make());
afterAll(() => scratch.remove());

describe('a Word document', () => {
  it('gives a number that is split over runs as one number', async () => {
    const split = paragraph(
      run('身份证号：110101'),
      '<w:bookmarkStart w:id="0"/>',
      run('19900307'),
      run('7774'),
    );
    const { shown, codes, isReadable } = await read(writeDocx(split), 'docx');
    expect(shown).toEqual(['身份证号：110101199003077774']);
    expect(codes).toEqual([]);
    expect(isReadable).toBe(true);
  });

  it('keeps a soft line break and a tab within the paragraph, and full-width digits as they are', async () => {
    const text = paragraph('<w:r><w:t>电话</w:t><w:tab/><w:t>１３８</w:t><w:br/><w:t>00138000</w:t></w:r>');
    expect((await read(writeDocx(text), 'docx')).shown).toEqual(['电话\t１３８\n00138000']);
  });

  it('gives a row of a table as one passage, and says where it stands', async () => {
    const cell = (text: string): string => `<w:tc>${paragraph(run(text))}</w:tc>`;
    const table = `<w:tbl><w:tr>${['姓', '1', '1', '0'].map(cell).join('')}</w:tr><w:tr>${cell('第二行')}</w:tr></w:tbl>`;
    const { extraction } = await read(writeDocx(paragraph(run('题')) + table), 'docx');
    expect(extraction.passages).toEqual([
      { place: { zh: '第 1 段', en: 'paragraph 1' }, text: '题', isHidden: false },
      { place: { zh: '表格 1 第 1 行', en: 'table 1, row 1' }, text: '姓\t1\t1\t0', isHidden: false },
      { place: { zh: '表格 1 第 2 行', en: 'table 1, row 2' }, text: '第二行', isHidden: false },
    ]);
  });

  it('shows headers, footers, notes and text boxes', async () => {
    const box =
      '<w:r><w:pict><v:textbox xmlns:v="v"><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>';
    const bytes = writeDocx(paragraph(run('正文'), box), {
      'word/header1.xml': wordPart('hdr', paragraph(run('页眉'))),
      'word/footer1.xml': wordPart('ftr', paragraph(run('页脚'))),
      'word/footnotes.xml': wordPart('footnotes', `<w:footnote>${paragraph(run('脚注'))}</w:footnote>`),
      'word/endnotes.xml': wordPart('endnotes', `<w:endnote>${paragraph(run('尾注'))}</w:endnote>`),
    });
    const { shown, hidden } = await read(bytes, 'docx');
    expect(shown).toEqual(['正文', '框', '页眉', '页脚', '脚注', '尾注']);
    expect(hidden).toEqual([]);
  });

  it('gives up its comments once, with every text and author', async () => {
    const comment = (text: string): string =>
      `<w:comment w:author="王某">${paragraph(run(text))}</w:comment>`;
    const comments = wordPart('comments', comment('先不公开') + comment('请核'));
    const { extraction, hidden } = await read(
      writeDocx(paragraph(run('正文')), { 'word/comments.xml': comments }),
      'docx',
    );
    expect(hidden).toEqual(['王某', '先不公开', '王某', '请核']);
    expect(extraction.hidden).toEqual([
      {
        code: 'comments',
        place: { zh: '批注 1 等 2 处', en: 'comment 1 and 1 more' },
        why: expect.objectContaining({ zh: expect.stringContaining('批注') }),
      },
    ]);
  });

  it('gives up what was deleted or moved away, completed to the number it was', async () => {
    const deleted = `<w:del w:author="甲"><w:r><w:delText>00138</w:delText></w:r></w:del>`;
    const moved = `<w:moveFrom>${run('原处')}</w:moveFrom>`;
    const text = paragraph(run('电话138'), deleted, run('000，'), moved, `<w:ins>${run('新加')}</w:ins>`);
    const { shown, hidden, codes } = await read(writeDocx(text), 'docx');
    expect(shown).toEqual(['电话138000，新加']);
    expect(hidden).toEqual(['13800138000', '原处']);
    expect(codes.sort()).toEqual(['tracked-deletion', 'tracked-insertion']);
  });

  it('gives up a row that was deleted under tracked changes', async () => {
    const row = `<w:tr><w:trPr><w:del w:author="甲"/></w:trPr><w:tc>${paragraph(run('旧行'))}</w:tc></w:tr>`;
    const { shown, hidden } = await read(writeDocx(`${paragraph(run('正文'))}<w:tbl>${row}</w:tbl>`), 'docx');
    expect(shown).toEqual(['正文']);
    expect(hidden).toEqual(['旧行']);
  });

  it('gives up text that is hidden, white or tiny, also by a style', async () => {
    const styles = wordPart(
      'styles',
      '<w:style w:styleId="s0"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="s1"><w:basedOn w:val="s0"/></w:style>',
    );
    const text = paragraph(
      run('看得见'),
      run('隐藏', '<w:vanish/>'),
      run('。'),
      run('白字', '<w:color w:val="FFFFFF"/>'),
      run('。'),
      run('小字', '<w:sz w:val="2"/>'),
      run('。'),
      run('样式', '<w:rStyle w:val="s1"/>'),
      run('白字黑底', '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>'),
      run('取消隐藏', '<w:vanish w:val="0"/>'),
    );
    const { shown, hidden, codes } = await read(writeDocx(text, { 'word/styles.xml': styles }), 'docx');
    expect(shown).toEqual(['看得见。。。白字黑底取消隐藏']);
    expect(hidden).toEqual(['隐藏', '白字', '小字', '样式']);
    expect(codes).toEqual(['hidden-text']);
  });

  it('tells of content for older programs only where it differs', async () => {
    const alternative = (chosen: string, fallback: string): string =>
      `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph(run(chosen))}</w:txbxContent></mc:Choice>` +
      `<mc:Fallback><w:txbxContent>${paragraph(run(fallback))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
    const same = await read(writeDocx(paragraph(alternative('框', '框'))), 'docx');
    expect([same.shown, same.codes]).toEqual([['框'], []]);
    const other = await read(writeDocx(paragraph(alternative('框', '旧稿'))), 'docx');
    expect(other.shown).toEqual(['框']);
    expect(other.hidden).toEqual(['旧稿']);
    expect(other.codes).toEqual(['alternative-content']);
  });

  it('names authors and organisations among its properties, and nothing that is empty', async () => {
    const core =
      '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>李某</dc:creator><cp:lastModifiedBy>赵某</cp:lastModifiedBy><dc:title/></cp:coreProperties>';
    const bytes = writeDocx(paragraph(run('正文')), {
      'docProps/core.xml': core,
      'docProps/app.xml': '<Properties><Company>某局</Company><Pages>3</Pages></Properties>',
      'docProps/custom.xml':
        '<Properties xmlns:vt="v"><property name="密级"><vt:lpwstr>内部</vt:lpwstr></property></Properties>',
    });
    const { hidden, codes, shown } = await read(bytes, 'docx');
    expect(hidden.sort()).toEqual(['内部', '某局', '李某', '赵某'].sort());
    expect(codes).toEqual(['properties']);
    expect(shown).toEqual(['正文']);
    const empty = { 'docProps/core.xml': '<cp:coreProperties xmlns:cp="c"/>' };
    expect((await read(writeDocx(paragraph(run('正文')), empty), 'docx')).codes).toEqual([]);
  });

  it('gives up custom data, document variables, field codes, link targets and descriptions of pictures', async () => {
    const field = '<w:r><w:instrText>HYPERLINK "mailto:a@b.cn"</w:instrText></w:r>';
    const drawing = '<w:r><w:drawing><wp:docPr xmlns:wp="wp" descr="张某照片"/></w:drawing></w:r>';
    const bytes = writeDocx(paragraph(run('正文'), field, drawing), {
      'customXml/item1.xml': '<root><x owner="丁某">自定义</x></root>',
      'word/settings.xml': wordPart(
        'settings',
        '<w:docVars><w:docVar w:name="n" w:val="变量值"/></w:docVars>',
      ),
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="http://a.cn/%E5%BC%A0" TargetMode="External"/>' +
        '<Relationship Id="r2" Type="x/hyperlink" Target="file:///D:/内部/名单.xlsx" TargetMode="External"/></Relationships>',
    });
    const { hidden, codes } = await read(bytes, 'docx');
    for (const text of [
      'HYPERLINK "mailto:a@b.cn"',
      '张某照片',
      '自定义',
      '丁某',
      '变量值',
      'http://a.cn/张',
    ])
      expect(hidden).toContain(text);
    expect(codes.sort()).toEqual(['custom-xml', 'external-link', 'other-parts']);
  });

  it('tells of embedded files and reads them too', async () => {
    const sheet = writeXlsx([
      {
        name: '名单',
        content: '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>钱某</t></is></c></row></sheetData>',
      },
    ]);
    const { extraction, codes } = await read(
      writeDocx(paragraph(run('正文')), {
        'word/embeddings/数据.xlsx': sheet,
        'word/embeddings/oleObject1.bin': Buffer.from('OLE'),
      }),
      'docx',
    );
    expect(codes).toEqual(['embedded-object']);
    expect(extraction.passages).toContainEqual({
      place: {
        zh: '嵌入文件“数据.xlsx” › 工作表“名单”!A1',
        en: 'embedded file “数据.xlsx” › sheet “名单”!A1',
      },
      text: '钱某',
      isHidden: true,
    });
  });

  it('tells of pictures, since nobody has read the words in them, and of a thumbnail', async () => {
    const bytes = writeDocx(paragraph(run('正文')), {
      'word/media/image1.png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      'docProps/thumbnail.jpeg': Buffer.from('\xff\xd8\xff\xd9', 'latin1'),
    });
    expect((await read(bytes, 'docx')).codes.sort()).toEqual(['pictures', 'thumbnail']);
  });

  it('counts as not readable without any text, as when it holds only a picture', async () => {
    const picture = { 'word/media/image1.png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') };
    expect((await read(writeDocx(paragraph(), picture), 'docx')).isReadable).toBe(false);
    expect((await read(writeDocx(''), 'docx')).isReadable).toBe(false);
  });

  it('is read where the package says its body is', async () => {
    const bytes = writeDocx('', {
      '_rels/.rels': relationships({ rId1: ['officeDocument', 'word/document2.xml'] }),
      'word/document2.xml': wordPart('document', paragraph(run('另一处'))),
    });
    expect((await read(bytes, 'docx')).shown).toEqual(['另一处']);
  });
});
