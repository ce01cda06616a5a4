import { mail, name, phone, RedactionDesk } from './redaction-desk.js';

const desk = new RedactionDesk();
beforeAll(() => desk.open());
afterAll(() => desk.close());

/** 张三：13850912345 in GB18030. */
const gb18030 = Buffer.concat([Buffer.from('d5c5c8fda3ba', 'hex'), Buffer.from('13850912345\r\n')]);

async function textOf(kind: 'text' | 'csv' | 'html' | 'xml', source: Buffer | string): Promise<string> {
  return (await desk.redact(kind, source, phone)).bytes.toString('utf8');
}

describe('a redacted text', () => {
  it('bears the masks where the texts were, and says how often and on which line', async () => {
    const { bytes, report } = await desk.redact('text', '张三\n电话13850912345\n张三', name, phone);
    expect(bytes.toString()).toBe('张*\n电话138****2345\n张*');
    expect(report).toEqual({
      form: 'text',
      covered: [
        {
          mask: '张*',
          times: 2,
          places: [
            { zh: '第 1 行', en: 'line 1' },
            { zh: '第 3 行', en: 'line 3' },
          ],
        },
        { mask: '138****2345', times: 1, places: [{ zh: '第 2 行', en: 'line 2' }] },
      ],
      notices: [],
    });
  });

  it('is UTF-8 when the original was GB18030, with the mark that Excel needs in a table', async () => {
    const { bytes } = await desk.redact('csv', gb18030, phone);
    expect(bytes.toString('hex')).toBe(Buffer.from('\ufeff张三：138****2345\r\n').toString('hex'));
    expect(await textOf('text', Buffer.from('\ufeff电话13850912345', 'utf16le'))).toBe('电话138****2345');
  });

  it.each([
    ['in full width', '电话１３８５０９１２３４５。', '电话138****2345。'],
    ['in groups', '电话138 5091 2345。', '电话138****2345。'],
    ['with hyphens', '电话138-5091-2345。', '电话138****2345。'],
    ['over two lines', '电话13850\n912345。', '电话138****2345。'],
    ['with letters that nobody sees', '电话138\u200b50912\u00ad345。', '电话138****2345。'],
  ])('covers a number written %s', async (_, source, covered) =>
    expect(await textOf('text', source)).toBe(covered),
  );

  it('leaves nothing of texts that overlap', async () => {
    const { bytes } = await desk.redact(
      'text',
      '住址燕西街道中山路12号旁',
      { find: '燕西街道中山路', mask: '燕西街道**' },
      { find: '中山路12号', mask: '某路' },
    );
    expect(bytes.toString()).toBe('住址***旁');
  });
});

describe('a redacted page', () => {
  it.each([
    ['across tags', '<p>138<b>5091</b>2345</p>', '<p>138****2345<b></b></p>'],
    ['in entities', '<p>&#49;&#x33;850912345</p>', '<p>138****2345</p>'],
    ['in a link', '<a href="tel:13850912345">x</a>', '<a href="tel:138****2345">x</a>'],
    ['in a percent-encoded link', '<a href="?t=%31%3385091%32345">x</a>', '<a href="?t=138****2345">x</a>'],
    ['in an attribute', '<img alt="&#49;3850912345">', '<img alt="138****2345">'],
  ])('covers a number %s', async (_, source, covered) =>
    expect(await textOf('html', `<html>${source}</html>`)).toBe(`<html>${covered}</html>`),
  );

  it('covers Chinese in an address', async () => {
    const source = '<html><a href="?n=%E5%BC%A0%e4%b8%89">张三</a></html>';
    const { bytes } = await desk.redact('html', source, name);
    expect(bytes.toString()).toBe('<html><a href="?n=张*">张*</a></html>');
  });

  it('holds no comments and no scripts, and says that it is UTF-8', async () => {
    const source =
      '<html><meta charset="gb2312"><!-- 张三 --><script>var a = "张三";</script>13850912345<img src="a.png"></html>';
    const { bytes, report } = await desk.redact('html', source, phone);
    expect(bytes.toString()).toBe('<html><meta charset="utf-8">138****2345<img src="a.png"></html>');
    expect(report.notices.map(({ code }) => code)).toEqual(['hidden-removed', 'look-at-pictures']);
    expect(
      await textOf('xml', '<?xml version="1.0" encoding="GB18030"?><a><?p x?><![CDATA[13850912345]]></a>'),
    ).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a><![CDATA[138****2345]]></a>');
  });

  it('is refused when it embeds data in which nothing can be covered', async () => {
    const source = '<html>13850912345<iframe src="data:text/html;base64,MTM4NTA5MTIzNDU="></iframe></html>';
    expect(await desk.codes('html', source, phone)).toEqual(['packed-data']);
  });
});

describe('a request is refused with every reason', () => {
  it('when a text occurs nowhere', async () => {
    const reasons = await desk.reasons('text', '电话13850912345', name, phone, mail);
    expect(reasons.map(({ code, zh }) => [code, zh.slice(0, 10)])).toEqual([
      ['not-found', '第 1 处遮盖内容：'],
      ['not-found', '第 3 处遮盖内容：'],
    ]);
    expect(JSON.stringify(reasons)).not.toContain('张三'); // reasons reach logs
  });

  it('when there is nothing to cover, too little, or too much', async () => {
    expect(await desk.codes('text', '张三')).toEqual(['nothing-to-cover']);
    const spans = [
      { find: '三', mask: '*' },
      { find: '1 3 8', mask: '*' },
      { find: '长'.repeat(501), mask: '*' },
    ];
    expect(await desk.codes('text', '张三', ...spans)).toEqual(['too-short', 'too-short', 'too-long']);
  });

  it.each(['', '张\n三', '"*"', '<b>', '=1+1', '*,*'])('when the mask is %j', async (mask) =>
    expect(await desk.codes('csv', '张三', { find: '张三', mask })).toContain('mask-unusable'),
  );

  it('when a mask shows what is to be covered', async () => {
    const spans = [phone, { find: '张三', mask: '（138 5091 2345）' }];
    expect(await desk.codes('text', '张三13850912345', ...spans)).toEqual(['mask-shows-text']);
  });

  it.each(['xlsx', 'ofd', 'doc', 'png', 'pptx', 'mp4'] as const)('when the file is %s', async (kind) =>
    expect(await desk.codes(kind, 'x', { find: '三', mask: '*' })).toEqual([
      'too-short',
      'kind-not-redactable',
    ]),
  );

  it('when the content is not what the file was said to be', async () => {
    expect(await desk.codes('docx', '张三', name)).toEqual(['other-kind']);
    expect(await desk.codes('pdf', '张三', name)).toEqual(['other-kind']);
    expect(await desk.codes('text', Buffer.from([0, 1, 2, 0xff]), name)).toEqual(['not-text']);
  });
});

describe('a result that is not clean', () => {
  it('is deleted: the mask and what stands beside it make the text anew', async () => {
    const spans = [{ find: '甲三乙', mask: '三乙' }];
    const reasons = await desk.reasons('text', '甲甲三乙', ...spans);
    expect(reasons.map(({ code }) => code)).toEqual(['still-there']);
  });
});
