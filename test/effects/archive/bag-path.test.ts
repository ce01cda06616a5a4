import { describe, expect, it } from '@jest/globals';
import { decodeBagPath, encodeBagPath } from '../../../src/effects/archive/bag-manifest.js';
import { findPathFaults, safeFileName } from '../../../src/effects/archive/bag-path.js';

const codes = (...paths: string[]) => findPathFaults(paths).map(({ code }) => code);

describe('a path in a manifest', () => {
  it('has CR, LF and % written out, and nothing else', () => {
    const path = 'data/增长 50%\r\n+a&b/é.pdf';
    expect(encodeBagPath(path)).toBe('data/增长 50%25%0D%0A+a&b/é.pdf');
    expect(decodeBagPath(encodeBagPath(path))).toBe(path);
    expect(decodeBagPath('data/%0a%20')).toBe('data/\n%20');
  });
});

describe('a path in a package', () => {
  it('may be Chinese, have spaces and several extensions', () => {
    expect(codes('data/电子档案/2016-政策文件/明政办函〔2016〕34号 正文.v2.pdf', 'data/a/b')).toEqual([]);
  });

  it.each([
    ['an absolute path', '/etc/passwd'],
    ['a path out of the package', 'data/../../etc/passwd'],
    ['a path that stays where it is', 'data/./a.pdf'],
    ['an empty name', 'data//a.pdf'],
    ['a backslash', 'data/..\\a.pdf'],
    ['a line feed', 'data/a\nb.pdf'],
    ['a null byte', 'data/a\0.pdf'],
    ['a reversed reading direction', 'data/a\u202efdp.exe'],
    ['a drive letter', 'data/C:a.pdf'],
    ['a Windows device', 'data/nul.pdf'],
    ['a Windows device as folder', 'data/COM1/a.pdf'],
    ['a full stop at the end', 'data/a./b.pdf'],
    ['full stops at the end', 'data/a..'],
    ['a space at the end', 'data/a.pdf '],
    ['half a character', 'data/\ud83d.pdf'],
    ['a name of 256 bytes', `data/${'公'.repeat(84)}.pdf`],
    ['a place beside data/', 'bagit.txt'],
  ])('is refused when it is or has %s', (_, path) => {
    expect(codes(path)).not.toEqual([]);
  });

  it('is refused when some system takes it for another one of the same package', () => {
    expect(codes('data/A.pdf', 'data/a.PDF')).toEqual(['path-collision']);
    expect(codes('data/e\u0301.pdf', 'data/\u00e9.pdf')).toEqual(['path-collision']);
    expect(codes('data/a', 'data/A/b.pdf')).toEqual(['path-collision']);
  });

  it('is refused with every reason at once, shown on one line', () => {
    const faults = findPathFaults(['data/a\n?.pdf', '../x']);
    expect(faults.map(({ en }) => en)).toEqual([
      '“data/a\\u000a?.pdf” has a control character.',
      '“data/a\\u000a?.pdf” has a character that Windows forbids.',
      '“../x” is not inside data/.',
      '“../x” points elsewhere with . or ...',
    ]);
  });
});

describe('a safe file name', () => {
  it.each([
    ['关于印发〈办法〉的通知（定稿）.pdf', '关于印发〈办法〉的通知（定稿）.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\公文\\正文?.pdf', 'C__公文_正文_.pdf'],
    ['con.pdf', '_con.pdf'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['正文.pdf. . ', '正文.pdf'],
    [' .. ', '_'],
    ['', '_'],
  ])('keeps what can be kept: %j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
    expect(codes(`data/${safe}`)).toEqual([]);
  });

  it('cuts a long Chinese title to its bytes and keeps its extension', () => {
    const name = safeFileName(`${'政'.repeat(100)}.pdf`);
    expect(name).toMatch(/^政+….pdf$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  });
});
