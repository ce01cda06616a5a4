import { deflateSync } from 'node:zlib';
import { read, scratch } from './reading-desk.js';

beforeAll(() => scratch.make());
afterAll(() => scratch.remove());

describe('a text', () => {
  it('gives its lines, in UTF-8, GB18030 and UTF-16', async () => {
    const expected = [
      { place: { zh: '第 1 行', en: 'line 1' }, text: '公开', isHidden: false },
      { place: { zh: '第 3 行', en: 'line 3' }, text: '电话', isHidden: false },
    ];
    const gbk = Buffer.from('b9abbfaa0d0a0d0ab5e7bbb0', 'hex');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('公开\n\n电话', 'utf16le')]);
    for (const bytes of [Buffer.from('公开\n\n电话'), gbk, wide])
      expect((await read(bytes, 'text')).extraction).toEqual({
        passages: expected,
        hidden: [],
        isReadable: true,
      });
  });

  it('keeps lines together that were broken at the width of the page', async () => {
    const broken = `${'公'.repeat(28)}11010119\n9003077774 完\n下一段`;
    expect((await read(broken, 'text')).shown).toEqual([
      `${'公'.repeat(28)}11010119\n9003077774 完`,
      '下一段',
    ]);
  });

  it('counts as not readable when it holds nothing', async () => {
    expect((await read(' \n\n', 'text')).isReadable).toBe(false);
  });
});

describe('a table in a text', () => {
  it('gives a row at a time, with cells that hold line breaks', async () => {
    const { extraction } = await read('姓名,电话\n"张某","138\n00138000"\n李某,139\n', 'csv');
    expect(extraction.passages.map(({ place, text }) => [place.zh, text])).toEqual([
      ['第 1 行', '姓名,电话'],
      ['第 2–3 行', '张某,138\n00138000'],
      ['第 4 行', '李某,139'],
    ]);
  });
});

describe('an XML file', () => {
  it('shows text and attributes, and gives up comments', async () => {
    const { shown, hidden, codes } = await read(
      '<?xml version="1.0"?><a id="7">甲<b>乙&amp;丙</b><!-- 旧值 --></a>',
      'xml',
    );
    expect(shown).toEqual(['7', '甲', '乙&丙']);
    expect(hidden).toEqual([' 旧值 ']);
    expect(codes).toEqual(['html-comment']);
  });
});

describe('a web page', () => {
  it('shows what a browser shows, blocks apart and lines together', async () => {
    const { shown, codes } = await read(
      '<html><body><p>电话<b>138</b>00138000</p><table><tr><td>张某</td><td>1</td><td>1</td></tr></table><input value="填写"></body></html>',
      'html',
    );
    expect(shown).toEqual(['电话13800138000', '张某\t1\t1', '填写']);
    expect(codes).toEqual([]);
  });

  it('gives up comments, hidden elements, authors and scripts', async () => {
    const page =
      '<html><head><meta name="author" content="何某"><style>.gone, p.x { display: none }</style></head><body><p>正文</p>' +
      '<!-- 待删 --><p hidden>甲</p><div style="display:none">乙<b>丙</b></div><p class="gone">丁</p><span style="color:#fff">戊</span>' +
      '<input type="hidden" value="己"><script>var a = "庚"</script></body></html>';
    const { shown, hidden, codes } = await read(page, 'html');
    expect(shown).toEqual(['正文']);
    expect(hidden).toEqual(['何某', ' 待删 ', '甲', '乙丙', '丁', '戊', '己', 'var a = "庚"']);
    expect(codes).toEqual(['properties', 'html-comment', 'hidden-element', 'scripts']);
  });
});

describe('a photograph', () => {
  it('is never readable, and says where it was taken', async () => {
    for (const [bytes, format] of [
      [jpeg(exif('II')), 'jpeg'],
      [jpeg(exif('MM')), 'jpeg'],
      [png(exif('II')), 'png'],
      [webp(exif('MM')), 'webp'],
      [exif('II'), 'tiff'],
    ] as const) {
      const { extraction, codes, hidden } = await read(bytes, format);
      expect(extraction.isReadable).toBe(false);
      expect(codes).toEqual(['location', 'properties']);
      expect(hidden).toEqual(['39.904167, -116.391667', '张某']);
    }
  });

  it('gives up remarks in JPEG and PNG', async () => {
    const remark = jpeg(Buffer.alloc(0), Buffer.from('内部照片'));
    expect((await read(remark, 'jpeg')).hidden).toEqual(['内部照片']);
    const packed = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from('压缩'))]);
    const texts = chunk('tEXt', Buffer.from('Author\0李某'));
    const bytes = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), texts, chunk('zTXt', packed)]);
    expect((await read(bytes, 'png')).hidden).toEqual(['李某', '压缩']);
  });

  it('raises nothing when it says nothing', async () => {
    const { codes, isReadable } = await read(jpeg(Buffer.alloc(0)), 'jpeg');
    expect([codes, isReadable]).toEqual([[], false]);
  });
});

it.each(['gif', 'bmp', 'mp4', 'mp3', 'wav', 'doc', 'xls', 'ppt'] as const)(
  'a %s is left to a person',
  async (format) => {
    expect((await read('anything', format)).extraction).toEqual({
      passages: [],
      hidden: [],
      isReadable: false,
    });
  },
);

/** A TIFF block with an artist and a place in the west: 39°54′15″ N, 116°23′30″ W. */
function exif(order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(200);
  const short = (value: number, at: number): unknown =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number): unknown =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  const field = (at: number, tag: number, type: number, count: number, value: number): void => {
    short(tag, at);
    short(type, at + 2);
    long(count, at + 4);
    long(value, at + 8);
  };
  tiff.write(order, 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(2, 8);
  field(10, 0x013b, 2, 7, 180);
  field(22, 0x8825, 4, 1, 40);
  short(4, 40);
  field(42, 1, 2, 2, 0);
  tiff.write('N', 50, 'latin1');
  field(54, 2, 5, 3, 100);
  field(66, 3, 2, 2, 0);
  tiff.write('W', 74, 'latin1');
  field(78, 4, 5, 3, 130);
  for (const [at, value] of [39, 54, 15].entries()) long(value, 100 + 8 * at);
  for (const [at, value] of [116, 23, 30].entries()) long(value, 130 + 8 * at);
  for (const at of [104, 112, 120, 134, 142, 150]) long(1, at);
  tiff.write('张某\0', 180);
  return tiff;
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

function jpeg(tiff: Buffer, remark?: Buffer): Buffer {
  const app =
    tiff.length > 0 ? segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff])) : Buffer.alloc(0);
  const comment = remark ? segment(0xfe, remark) : Buffer.alloc(0);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app, comment, Buffer.from([0xff, 0xd9])]);
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body, Buffer.alloc(4)]);
}

function png(tiff: Buffer): Buffer {
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('eXIf', tiff)]);
}

function webp(tiff: Buffer): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBPEXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(tiff.length, 16);
  return Buffer.concat([head, tiff]);
}
