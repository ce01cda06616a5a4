import fc from 'fast-check';
import { decodeUploadName } from '../../src/documents/decode-upload-name.js';
import { extensionOf, hostileRepairs, safeName } from '../../src/documents/safe-name.js';

describe('a safe name', () => {
  it.each([
    '关于印发2016年政务公开工作要点的通知.docx',
    '明政办函〔2016〕34号（盖章件）.pdf',
    'a b 100%.txt',
  ])('is the name itself where nothing is wrong: %s', (name) =>
    expect(safeName(name)).toEqual({ name, repairs: [] }),
  );

  it.each([
    ['C:\\Users\\wang\\桌面\\通知.doc', '通知.doc', ['path-removed']],
    ['目录/通知.doc', '通知.doc', ['path-removed']],
    ['C:通知.doc', '通知.doc', ['path-removed']],
    ['cafe\u0301.pdf', 'café.pdf', ['normalised']],
    ['通知\u202Efdp.exe', '通知fdp.exe', ['invisible-removed']],
    ['通\u200b知\r\n.pdf', '通知.pdf', ['invisible-removed']],
    ['通知\ud800.pdf', '通知.pdf', ['invisible-removed']],
    ['附件1:名单?.xlsx', '附件1：名单？.xlsx', ['full-width']],
    ['a<b>"c"|*.txt', 'a＜b＞＂c＂｜＊.txt', ['full-width']],
    ['  通知.pdf . ', '通知.pdf', ['edges-trimmed']],
    ['..通知.pdf', '通知.pdf', ['edges-trimmed']],
    ['CON.txt', '_CON.txt', ['reserved-name']],
    ['nul.tar.gz', '_nul.tar.gz', ['reserved-name']],
    ['com1', '_com1', ['reserved-name']],
    ['', '未命名', ['named']],
    ['.pdf', '未命名.pdf', ['named']],
    ['%2ehtaccess.txt', 'htaccess.txt', ['decoded', 'edges-trimmed']],
  ])('is repaired, and says how: %j', (given, name, repairs) => {
    expect(safeName(given)).toEqual({ name, repairs });
  });

  it.each([
    '../../etc/cron.d/任务.pdf',
    '..\\..\\任务.pdf',
    '%2e%2e%2f任务.pdf',
    '%252e%252e%255c任务.pdf',
    '.\u200b./任务.pdf',
    '%2\u200be%2e/任务.pdf',
    '任务.pdf\0.exe',
    '任务.pdf%00.exe',
    '..',
  ])('is marked as hostile when it leads out of the folder or hides its end: %j', (given) => {
    const { name, repairs } = safeName(given);
    expect(repairs.some((repair) => hostileRepairs.has(repair))).toBe(true);
    expect(name).not.toMatch(/[/\\\0]|^\.\.$/);
  });

  it('is cut to 200 bytes between characters, and keeps its extension', () => {
    const { name, repairs } = safeName(`${'政'.repeat(300)}.docx`);
    expect(name).toBe(`${'政'.repeat(65)}.docx`); // 65 × 3 + 5 bytes
    expect(repairs).toEqual(['shortened']);
    expect(safeName('👨🏽'.repeat(60)).name).toBe('👨🏽'.repeat(25));
  });

  it('is always valid, and safe names stay as they are, whatever was given', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          '..',
          '/',
          '\\',
          '%2e',
          '%25',
          '25',
          '%00',
          '\0',
          ' ',
          '.',
          'con',
          '政',
          '\u202e',
          'C:',
          'é',
        ),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const { name } = safeName(parts.join(''));
        expect(safeName(name)).toEqual({ name, repairs: [] });
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}/\\<>:"|?*]|^[\s.]|[\s.]$|%(?:2e|2f|5c|00)/iu);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(name).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the extension of a name', () => {
  it.each([
    ['通知.PDF', 'pdf'],
    ['通知.tar.gz', 'gz'],
    ['通知', ''],
    ['通知.', ''],
    ['.pdf', ''],
    ['第1.2节 说明', ''],
  ])('is what stands after the last dot, if a name stands before it: %s', (name, extension) =>
    expect(extensionOf(name)).toBe(extension),
  );
});

describe('the name in an upload form', () => {
  const mangled = (bytes: Buffer): string => bytes.toString('latin1');

  it('is read as UTF-8 where the parser took its bytes for Latin-1', () =>
    expect(decodeUploadName(mangled(Buffer.from('政策解读.docx')))).toBe('政策解读.docx'));

  it('is read as GBK where an old tool sent that', () =>
    expect(decodeUploadName(mangled(Buffer.from('d5fec8a12e646f63', 'hex')))).toBe('政取.doc'));

  it.each(['notice.pdf', '政策解读.docx', 'résumé.pdf', 'é政.pdf'])(
    'is left alone where it is right: %s',
    (name) => expect(decodeUploadName(name)).toBe(name),
  );
});
