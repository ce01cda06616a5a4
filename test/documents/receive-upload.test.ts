import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { StoreFull, UploadInterrupted } from '../../src/documents/byte-store.js';
import { LocalByteStore } from '../../src/documents/local-byte-store.js';
import { receiveUpload } from '../../src/documents/receive-upload.js';
import { defaultUploadLimits } from '../../src/documents/upload-limits.js';
import { writeCompound } from './compound-writer.js';
import { docx, gif, jpeg, movie, mp3, ofd, officeParts, pdf, png } from './sample-files.js';
import { UploadDesk } from './upload-desk.js';
import { writeZip } from './zip-writer.js';

const desk = new UploadDesk();
beforeEach(() => desk.open());
afterEach(async () => {
  const left = await desk.staged();
  await desk.close();
  expect(left).toEqual([]); // whatever the outcome
});

const stream = (name: string, start = ''): { name: string; data: Buffer } => ({
  name,
  data: Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(5000)]),
});

describe('an upload', () => {
  it('is kept under its digest, with its type told by content and its name made safe', async () => {
    const bytes = docx();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await desk.send('C:\\公文\\政策解读.DOCX', bytes)).toEqual({
      sha256,
      sizeBytes: bytes.length,
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      name: '政策解读.DOCX',
      kind: 'document',
      format: 'docx',
      nameRepairs: ['path-removed'],
    });
    expect(await buffer(await desk.store.open(sha256))).toEqual(bytes);
  });

  it.each<[string, Buffer | string, string, string]>([
    ['通知.pdf', pdf, 'application/pdf', 'document'],
    ['通知.ofd', ofd(), 'application/ofd', 'document'],
    [
      '通知.wps',
      writeCompound([stream('WordDocument', 'eca5c100'), stream('1Table')]),
      'application/wps-office.wps',
      'document',
    ],
    ['台账.et', writeCompound([stream('Workbook', '09081000')]), 'application/wps-office.et', 'spreadsheet'],
    [
      '台账.xlsx',
      writeZip(officeParts('xl/workbook.xml'), { hasZip64: true }),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'spreadsheet',
    ],
    ['图.png', png, 'image/png', 'image'],
    ['图.gif', gif, 'image/gif', 'image'],
    ['图.jpeg', jpeg, 'image/jpeg', 'image'],
    ['解读.mp4', movie('isom'), 'video/mp4', 'video'],
    ['解读.mp3', mp3(), 'audio/mpeg', 'audio'],
    ['名单.csv', '序号,任务\n1,解读\n', 'text/csv', 'text'],
    ['名单.txt', '序号,任务\n1,归档\n', 'text/plain', 'text'],
    ['一列.csv', '任务\n解读\n', 'text/csv', 'text'],
    ['目录.xml', '<?xml version="1.0"?><目录/>', 'application/xml', 'text'],
  ])('is accepted in every listed format: %s', async (name, bytes, mediaType, kind) =>
    expect(await desk.send(name, bytes)).toMatchObject({ name, mediaType, kind, nameRepairs: [] }),
  );

  it('without an extension gets the one of its content', async () =>
    expect(await desk.send('通知', pdf)).toMatchObject({ name: '通知.pdf', mediaType: 'application/pdf' }));

  it('says the encoding of a text', async () =>
    expect(await desk.send('旧文.txt', Buffer.from('d5fecef1b9abbfaa', 'hex'))).toMatchObject({
      encoding: 'gb18030',
    }));

  it('that breaks off is not refused but interrupted', async () => {
    const source = Readable.from(
      (function* () {
        yield pdf;
        throw new Error('connection reset');
      })(),
    );
    const upload = receiveUpload(desk.store, source, { name: '通知.pdf', limits: defaultUploadLimits });
    await expect(upload).rejects.toBeInstanceOf(UploadInterrupted);
  });

  it('on a full disk is neither refused nor kept', async () => {
    const full = new LocalByteStore(desk.folder, () => open('/dev/full', 'w'));
    const upload = receiveUpload(full, Readable.from([pdf]), {
      name: '通知.pdf',
      limits: defaultUploadLimits,
    });
    await expect(upload).rejects.toBeInstanceOf(StoreFull);
  });
});

describe('an upload is refused', () => {
  it('with every reason at once, in Chinese and English, each saying what to do', async () => {
    const reasons = await desk.refusals(
      '../任务.exe',
      writeZip([{ name: 'a.txt', data: 'a' }], { suffix: pdf }),
    );
    expect(reasons.map(({ code }) => code)).toEqual([
      'unsafe-name',
      'extension-not-accepted',
      'archive',
      'hidden-pdf',
    ]);
    for (const { zh, en } of reasons) {
      expect(zh).toMatch(/请|可以上传/);
      expect(en).toMatch(/\. .*(?:again|upload|Export|Give)/);
    }
  });

  it('when it is empty', async () => expect(await desk.codes('通知.pdf', '')).toEqual(['empty-file']));

  it.each(['../通知.pdf', '%2e%2e%2f通知.pdf', '通知.pdf\0.txt', '通知.txt%00.pdf'])(
    'when its name leads elsewhere: %j',
    async (name) => expect(await desk.codes(name, pdf)).toContain('unsafe-name'),
  );

  it('above the limit of its kind, which the reason names', async () => {
    const limits = { ...defaultUploadLimits, kindBytes: { text: 10, image: 2048 } };
    expect((await desk.refusals('长.txt', 'a'.repeat(11), { limits }))[0]).toMatchObject({
      code: 'too-large',
      zh: expect.stringContaining('文本最大 10 B') as string,
    });
    expect((await desk.refusals('图.png', Buffer.alloc(2049), { limits }))[0]?.en).toContain('at most 2 KB');
    expect(await desk.codes('图', 'a'.repeat(11), { limits })).toEqual(['too-large']); // told by content only
    await expect(desk.send('短.txt', 'a'.repeat(10), { limits })).resolves.toMatchObject({ sizeBytes: 10 });
  });

  it('above what the case may still hold', async () =>
    expect(await desk.codes('通知.pdf', pdf, { limits: { ...defaultUploadLimits, totalBytes: 20 } })).toEqual(
      ['total-too-large'],
    ));

  it('when the field does not take its kind', async () =>
    expect(
      await desk.codes('图.png', png, { limits: { ...defaultUploadLimits, kindBytes: { document: 1e6 } } }),
    ).toEqual(['kind-not-accepted']));

  it.each<[string, Buffer | string, string[]]>([
    ['通知.pdf', docx(), ['content-differs-from-name']],
    ['通知.docx', pdf, ['content-differs-from-name']],
    ['台账.xls', '<html><table><tr><td>1</td></tr></table></html>', ['content-differs-from-name']],
    ['说明.txt', '<!doctype html><script>alert(1)</script>', ['content-differs-from-name']],
    ['通知.bin', pdf, ['extension-not-accepted']],
    ['图.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', ['svg']],
    ['图.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', ['extension-not-accepted', 'svg']],
    ['通知.pdf', Buffer.from('MZ\x90\0\x03', 'latin1'), ['executable']],
    ['附件.docx', writeZip([{ name: '通知.txt', data: '通知' }]), ['archive']],
    ['通知.doc', '{\\rtf1 通知}', ['content-not-accepted']],
    ['通知.pdf', Buffer.from([0, 1, 2, 3]), ['content-not-accepted']],
  ])('when its content is not what %s says', async (name, bytes, expected) =>
    expect(await desk.codes(name, bytes)).toEqual(expected),
  );

  it('when it was sent as a picture and is none, but not for what browsers often get wrong', async () => {
    expect(await desk.codes('通知.pdf', pdf, { declaredType: 'image/png' })).toEqual([
      'content-differs-from-declaration',
    ]);
    for (const declaredType of ['application/octet-stream', 'application/vnd.ms-excel', 'application/msword'])
      await expect(desk.send('通知.docx', docx(), { declaredType })).resolves.toMatchObject({
        format: 'docx',
      });
    await expect(desk.send('录音.mp4', movie('mp42'), { declaredType: 'audio/mp4' })).resolves.toBeDefined();
  });
});
