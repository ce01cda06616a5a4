import { withFile } from '../../src/documents/file-view.js';
import { readZipEntry } from '../../src/documents/read-zip-entry.js';
import { listZip } from '../../src/documents/zip-listing.js';
import { sniffType } from '../../src/documents/sniff-type.js';
import { inspectZip } from '../../src/documents/inspect-zip.js';
import { defaultUploadLimits } from '../../src/documents/upload-limits.js';
import { png } from '../documents/sample-files.js';
import { link, paragraph, part, run, writeDocx, type WrittenPart } from './docx-writer.js';
import { mail, name, phone, RedactionDesk } from './redaction-desk.js';
import { type RedactionSpan } from '../../src/redaction/redaction-report.js';

const desk = new RedactionDesk();
beforeAll(() => desk.open());
afterAll(() => desk.close());

async function partsOf(path: string): Promise<Record<string, string>> {
  return withFile(path, async (file) => {
    const parts: Record<string, string> = {};
    for (const entry of (await listZip(file, 100)).entries) {
      const chunks: Buffer[] = [];
      for await (const chunk of readZipEntry(file, entry)) chunks.push(chunk);
      parts[entry.name] = Buffer.concat(chunks).toString('utf8');
    }
    return parts;
  });
}

async function redactedParts(docx: Buffer, ...spans: RedactionSpan[]): Promise<Record<string, string>> {
  return partsOf((await desk.redact('docx', docx, ...spans)).path);
}

/** What stands between the tags of the body. */
async function bodyText(body: string, parts: WrittenPart[] = [], ...spans: RedactionSpan[]): Promise<string> {
  const made = await redactedParts(writeDocx(body, parts), ...(spans.length > 0 ? spans : [phone]));
  return (made['word/document.xml'] ?? '').replace(/<[^>]*>/g, '').trim();
}

describe('a redacted DOCX', () => {
  it('bears the mask where a number was split over four runs, and keeps the spaces around it', async () => {
    const body = paragraph(run('电话 138'), run('50', '<w:b/>'), run('91'), run('2345 转 8001'));
    const made = await redactedParts(writeDocx(body), phone);
    expect(made['word/document.xml']).toContain('<w:t xml:space="preserve">电话 138****2345</w:t>');
    expect(made['word/document.xml']).toContain('<w:t xml:space="preserve"> 转 8001</w:t>');
  });

  it('covers a number in body, header, footnote and text box, and loses the comment that repeats it', async () => {
    const box = `<w:r><w:drawing><wp:inline><wps:txbx><w:txbxContent>${paragraph(run('1385091'), run('2345'))}</w:txbxContent></wps:txbx></wp:inline></w:drawing></w:r>`;
    const body = paragraph(
      run('电话138'),
      box,
      run('50912345'),
      '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    );
    const docx = writeDocx(body, [
      part('header1.xml', 'header', 'hdr', paragraph(run('13850912345'))),
      part(
        'footnotes.xml',
        'footnotes',
        'footnotes',
        `<w:footnote>${paragraph(run('１３８５０９１２３４５'))}</w:footnote>`,
      ),
      part(
        'comments.xml',
        'comments',
        'comments',
        `<w:comment w:author="张三">${paragraph(run('13850912345'))}</w:comment>`,
      ),
    ]);
    const { report, path } = await desk.redact('docx', docx, phone);
    const made = await partsOf(path);
    expect(Object.keys(made).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'word/_rels/document.xml.rels',
      'word/document.xml',
      'word/footnotes.xml',
      'word/header1.xml',
    ]);
    expect(JSON.stringify(made)).not.toMatch(/comment|docProps|thumbnail|rsid|张三|13850912345|１３８/);
    expect(report.covered[0]?.times).toBe(4);
    expect(report.covered[0]?.places.map(({ zh }) => zh)).toEqual(['正文', '页眉', '脚注']);
    expect(report.notices.map(({ code }) => code)).toEqual(['comments-removed', 'parts-removed']);
  });

  it('covers the addresses of links, in relationships and in field codes', async () => {
    const field = `<w:r><w:instrText> HYPERLINK "mailto:zhang</w:instrText></w:r><w:r><w:instrText>san@sm.gov.cn" </w:instrText></w:r>`;
    const body = paragraph(
      `<w:hyperlink r:id="rIdA" w:tooltip="zhangsan@sm.gov.cn">${run('写信')}</w:hyperlink>`,
      field,
    );
    const docx = writeDocx(body, [], link('rIdA', 'mailto:zhangsan%40sm.gov.cn'));
    const made = await redactedParts(docx, mail);
    expect(made['word/_rels/document.xml.rels']).toContain('Target="mailto:z***@sm.gov.cn"');
    expect(made['word/document.xml']).toContain('w:tooltip="z***@sm.gov.cn"');
    expect(made['word/document.xml']).toContain('HYPERLINK "mailto:z***@sm.gov.cn</w:instrText>');
  });

  it('accepts the tracked changes', async () => {
    const body = [
      paragraph(
        '<w:ins w:author="张三">',
        run('13850912345'),
        '</w:ins><w:del>',
        '<w:r><w:delText>旧电话</w:delText></w:r></w:del>',
      ),
      `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${run('前')}</w:p>`,
      paragraph(run('后')),
      `<w:tbl><w:tr><w:trPr><w:del w:id="2"/></w:trPr><w:tc>${paragraph(run('删行'))}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:cellDel w:id="3"/></w:tcPr>${paragraph(run('删格'))}</w:tc></w:tr></w:tbl>`,
      `<w:p><w:moveFrom>${run('移走')}</w:moveFrom><w:moveTo>${run('移来')}</w:moveTo></w:p>`,
    ].join('');
    const made = await redactedParts(writeDocx(body), phone);
    expect(made['word/document.xml']?.replace(/<[^>]*>/g, '').trim()).toBe('138****2345前后移来');
    expect(made['word/document.xml']).toContain(
      '<w:p><w:r><w:t>前</w:t></w:r><w:r><w:t>后</w:t></w:r></w:p>',
    );
  });

  it('loses hidden text, also when a style hides it, and keeps the ends of its fields', async () => {
    const styles = part(
      'styles.xml',
      'styles',
      'styles',
      '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    );
    const field =
      '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/><w:instrText>XE</w:instrText></w:r>';
    const body = paragraph(
      run('13850912345'),
      run('藏', '<w:vanish/>'),
      run('藏', '<w:rStyle w:val="b"/>'),
      run('显', '<w:rStyle w:val="b"/><w:vanish w:val="0"/>'),
      field,
    );
    expect(await bodyText(body, [styles])).toBe('138****2345显');
    expect((await redactedParts(writeDocx(body, [styles]), phone))['word/document.xml']).toContain(
      '<w:fldChar w:fldCharType="begin"/></w:r>',
    );
  });

  it('loses custom XML, bindings to it, variables, embedded objects and XML comments', async () => {
    const body = `<!-- 张三 -->${paragraph(run('13850912345'))}<w:sdt><w:sdtPr><w:dataBinding w:xpath="张三"/></w:sdtPr><w:sdtContent>${paragraph(run('控件'))}</w:sdtContent></w:sdt><w:p><w:object><OLEObject r:id="rId2"/></w:object></w:p>`;
    const docx = writeDocx(body, [
      part(
        'settings.xml',
        'settings',
        'settings',
        '<w:docVars><w:docVar w:val="张三"/></w:docVars><w:rsids><w:rsid w:val="1"/></w:rsids><w:zoom/>',
      ),
      { name: 'embeddings/a.bin', type: 'oleObject', data: '张三' },
      { name: 'customXml/item1.xml', type: 'customXml', data: '<a>张三</a>' },
    ]);
    const made = await redactedParts(docx, phone);
    expect(JSON.stringify(made)).not.toMatch(/张三|OLEObject|docVar|rsid|dataBinding|embeddings|customXml/);
    expect(made['word/settings.xml']).toContain('<w:zoom/>');
  });

  it('keeps pictures with their pixels alone, and asks for a look at them', async () => {
    const text = Buffer.concat([
      Buffer.from([0, 0, 0, 6]),
      Buffer.from('tEXt'),
      Buffer.from('张三'),
      Buffer.alloc(4),
    ]);
    const talking = Buffer.concat([png.subarray(0, 33), text, png.subarray(33), Buffer.from('张三')]);
    const body = paragraph(run('13850912345'), '<w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r>');
    const docx = writeDocx(body, [{ name: 'media/image1.png', type: 'image', data: talking }]);
    const { report, path } = await desk.redact('docx', docx, phone);
    expect((await partsOf(path))['word/media/image1.png']).toBe(png.toString('utf8'));
    expect(report.notices.map(({ code }) => code)).toContain('look-at-pictures');
  });

  it('passes as an upload again, and gives the same bytes each time', async () => {
    const docx = writeDocx(paragraph(run('张三13850912345')));
    const [one, two] = [
      await desk.redact('docx', docx, phone, name),
      await desk.redact('docx', docx, phone, name),
    ];
    expect(await sniffType(one.path)).toEqual({ format: 'docx' });
    expect(await inspectZip(one.path, defaultUploadLimits.zip)).toEqual([]);
    expect(one.bytes.equals(two.bytes)).toBe(true);
    expect(one.bytes.toString('hex', 10, 14)).toBe('00002100'); // 1980-01-01, midnight, for every entry
  });
});

describe('a DOCX is refused', () => {
  it('when a text to cover stands only in what is left behind', async () => {
    expect(await desk.codes('docx', writeDocx(paragraph(run('无'))), name)).toEqual(['not-found']);
  });

  it('when it draws text from another file, or shows a picture in which text cannot be found', async () => {
    const docx = writeDocx(paragraph(run('张三')), [
      { name: 'a.html', type: 'aFChunk', data: '张三' },
      { name: 'media/a.emf', type: 'image', data: Buffer.from('0100000058000000', 'hex') },
    ]);
    expect(await desk.codes('docx', docx, name)).toEqual(['text-in-another-file', 'picture-not-readable']);
  });

  it('when a part or a picture is damaged', async () => {
    const broken = part('header1.xml', 'header', 'hdr', '<w:p>');
    expect(await desk.codes('docx', writeDocx(paragraph(run('张三')), [broken]), name)).toEqual([
      'broken-part',
    ]);
    const cut = { name: 'media/a.png', type: 'image', data: png.subarray(0, 50) };
    expect(await desk.codes('docx', writeDocx(paragraph(run('张三')), [cut]), name)).toEqual([
      'broken-picture',
    ]);
  });

  it('when its container is dangerous', async () => {
    const docx = writeDocx(paragraph(run('张三')), [
      {
        name: 'header1.xml',
        type: 'header',
        data: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///a">]><a>&x;</a>',
      },
    ]);
    expect(await desk.codes('docx', docx, name)).toEqual(['unsafe-container']);
  });
});
