import { appendFile, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validateBag } from '../../../src/effects/archive/validate-bag.js';
import { writeBag } from '../../../src/effects/archive/write-bag.js';
import { freshFolders } from './folder.js';

const freshFolder = freshFolders();

async function validBag(): Promise<string> {
  const directory = join(await freshFolder(), 'bag');
  const contents = [
    { path: 'data/正文.txt', source: { text: '政务公开' } },
    { path: 'data/附件/表 1.txt', source: { text: '附件' } },
  ];
  await writeBag(directory, contents, { baggedOn: '2016-10-08', labels: {} });
  return directory;
}

async function faultsAfter(damage: (directory: string) => Promise<unknown>): Promise<string[]> {
  const directory = await validBag();
  await damage(directory);
  return (await validateBag(directory)).map(({ code, path }) => `${code} ${path}`);
}

const rewrite = async (file: string, change: (text: string) => string) =>
  writeFile(file, change(await readFile(file, 'utf8')));

describe('validating a package', () => {
  it('names a payload file whose bytes were changed, even when its length was not', async () => {
    expect(await faultsAfter((bag) => writeFile(join(bag, 'data/正文.txt'), '政务保密'))).toEqual([
      'digest-mismatch data/正文.txt',
    ]);
  });

  it('names a missing and an added file and the payload’s size', async () => {
    const faults = await faultsAfter(async (bag) => {
      await rm(join(bag, 'data/附件'), { recursive: true });
      await writeFile(join(bag, 'data/more.txt'), '1234567');
    });
    expect(faults).toEqual([
      'oxum-mismatch bag-info.txt',
      'missing-file data/附件/表 1.txt',
      'extra-file data/more.txt',
    ]);
  });

  it('names every changed tag file', async () => {
    const faults = await faultsAfter(async (bag) => {
      await appendFile(join(bag, 'bag-info.txt'), 'Contact-Name: somebody\n');
      await appendFile(join(bag, 'manifest-sha256.txt'), '\n');
    });
    expect(faults).toEqual(['digest-mismatch bag-info.txt', 'digest-mismatch manifest-sha256.txt']);
  });

  it.each([
    ['a byte order mark', '\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['no encoding', 'BagIt-Version: 1.0\n'],
    ['another version', 'BagIt-Version: 3.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['both on one line', 'BagIt-Version: 1.0 Tag-File-Character-Encoding: UTF-8\n'],
    ['white space before the colon', 'BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['nothing', ''],
  ])('does not accept a declaration with %s', async (_, text) => {
    const faults = await faultsAfter((bag) => writeFile(join(bag, 'bagit.txt'), text));
    expect(faults).toEqual(['bad-declaration bagit.txt', 'digest-mismatch bagit.txt']);
  });

  it('never opens a path that leads out of the package', async () => {
    const faults = await faultsAfter((bag) =>
      rewrite(join(bag, 'manifest-sha256.txt'), (text) =>
        ['/etc/passwd', 'data/../../x', '~/x', 'C:/x', 'bagit.txt'].reduce(
          (all, path) => `${all}${'0'.repeat(64)}  ${path}\n`,
          text,
        ),
      ),
    );
    expect(faults).toEqual([
      'outside-bag /etc/passwd',
      'outside-bag data/../../x',
      'outside-bag ~/x',
      'outside-bag C:/x',
      'outside-payload bagit.txt',
      'digest-mismatch manifest-sha256.txt',
    ]);
  });

  it('does not follow a link, whatever it points to', async () => {
    const faults = await faultsAfter(async (bag) => {
      const bytes = await readFile(join(bag, 'data/正文.txt'));
      await rm(join(bag, 'data/正文.txt'));
      await writeFile(join(bag, '../正文.txt'), bytes);
      await symlink('../../正文.txt', join(bag, 'data/正文.txt'));
    });
    expect(faults).toEqual(['not-a-file data/正文.txt', 'oxum-mismatch bag-info.txt']);
  });

  it('names lines that cannot be read, are listed twice or write % plainly', async () => {
    const faults = await faultsAfter((bag) =>
      rewrite(
        join(bag, 'manifest-sha256.txt'),
        (text) => `${text}zz data/x\n${text.split('\n')[0]}\nab  data/50%.txt\n`,
      ),
    );
    expect(faults).toEqual([
      'unreadable-line manifest-sha256.txt',
      'listed-twice data/正文.txt',
      'bare-percent data/50%.txt',
      'missing-file data/50%.txt',
      'digest-mismatch manifest-sha256.txt',
    ]);
  });

  it('wants every payload file in every payload manifest and reads each known algorithm', async () => {
    const faults = await faultsAfter((bag) =>
      writeFile(join(bag, 'manifest-md5.txt'), `${'0'.repeat(32)}  data/正文.txt\n`),
    );
    expect(faults).toEqual(['extra-file data/附件/表 1.txt', 'digest-mismatch data/正文.txt']);
  });

  it('says so when an algorithm is unknown, a tag file is not text, or the tag manifest lists what it must not', async () => {
    const faults = await faultsAfter(async (bag) => {
      await writeFile(join(bag, 'manifest-crc32.txt'), '');
      await writeFile(join(bag, 'bag-info.txt'), Uint8Array.of(0xff, 0xfe));
      await appendFile(join(bag, 'tagmanifest-sha256.txt'), `${'0'.repeat(64)}  tagmanifest-sha256.txt\n`);
    });
    expect(faults).toEqual([
      'unknown-algorithm manifest-crc32.txt',
      'not-a-tag-file tagmanifest-sha256.txt',
      'not-utf-8 bag-info.txt',
      'digest-mismatch bag-info.txt',
    ]);
  });

  it('names every required part that is not there', async () => {
    const folder = await freshFolder();
    expect((await validateBag(folder)).map(({ path }) => path)).toEqual([
      'data/',
      'bagit.txt',
      'manifest-sha256.txt',
    ]);
    expect((await validateBag(join(folder, 'none'))).map(({ code }) => code)).toEqual(['no-bag']);
  });

  it('accepts another program’s bag: asterisks, tabs, CRLF, upper-case digests, no bag-info and folded labels', async () => {
    const bag = await validBag();
    await rm(join(bag, 'tagmanifest-sha256.txt'));
    await rewrite(join(bag, 'manifest-sha256.txt'), (text) =>
      text
        .replace(/^(\w+) {2}/gm, (_, digest: string) => `${digest.toUpperCase()}\t*`)
        .replace(/\n/g, '\r\n'),
    );
    await appendFile(join(bag, 'bag-info.txt'), 'External-Description: one\n  and two\n');
    expect(await validateBag(bag)).toEqual([]);
    await rm(join(bag, 'bag-info.txt'));
    await mkdir(join(bag, 'data/empty'));
    expect(await validateBag(bag)).toEqual([]);
  });

  it('says in words where and what, in both languages', async () => {
    const bag = await validBag();
    await truncate(join(bag, 'data/正文.txt'), 3);
    expect(await validateBag(bag)).toEqual([
      {
        code: 'oxum-mismatch',
        path: 'bag-info.txt',
        zh: 'bag-info.txt 的 Payload-Oxum（字节数.文件数）为 18.2，实为 9.2。',
        en: 'bag-info.txt states Payload-Oxum (bytes.files) 18.2, but 9.2 were found.',
      },
      {
        code: 'digest-mismatch',
        path: 'data/正文.txt',
        zh: '“data/正文.txt”的内容与 manifest-sha256.txt 中的摘要不符：文件已改变。',
        en: '“data/正文.txt” does not match its digest in manifest-sha256.txt: the file was changed.',
      },
    ]);
  });
});
