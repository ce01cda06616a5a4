/* eslint-disable no-console -- the killed child tells its parent how far it came */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { BagContent } from '../../../src/effects/archive/bag-content.js';
import type { UnwritableBag } from '../../../src/effects/archive/bag-fault.js';
import { validateBag } from '../../../src/effects/archive/validate-bag.js';
import { writeBag } from '../../../src/effects/archive/write-bag.js';
import { bytesByPath, freshFolders } from './folder.js';

const freshFolder = freshFolders();
const endlessWriter = fileURLToPath(new URL('./write-endless-bag.mjs', import.meta.url));
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const labels = {
  baggedOn: '2016-10-08',
  labels: { 'Source-Organization': '三明市司法局', 'External-Identifier': '2016Q3' },
};
const contents: BagContent[] = [
  { path: 'data/电子档案/通知.txt', source: { text: '政务公开\n' } },
  { path: 'data/比例 50%.bin', source: { bytes: Uint8Array.of(1, 2, 3) } },
];

describe('writing a package', () => {
  it('makes a bag of version 1.0 in the words of RFC 8493', async () => {
    const directory = join(await freshFolder(), '2016Q3');
    const written = await writeBag(directory, contents, labels);
    const read = (name: string) => readFile(join(directory, name), 'utf8');

    expect(await read('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    expect(await read('bag-info.txt')).toBe(
      'Source-Organization: 三明市司法局\nExternal-Identifier: 2016Q3\nBagging-Date: 2016-10-08\nPayload-Oxum: 16.2\n',
    );
    expect(await read('manifest-sha256.txt')).toBe(
      `${sha256(Uint8Array.of(1, 2, 3))}  data/比例 50%25.bin\n${sha256('政务公开\n')}  data/电子档案/通知.txt\n`,
    );
    expect(await read('tagmanifest-sha256.txt')).toBe(
      ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt']
        .map((name) => `${sha256(execFileSync('cat', [join(directory, name)]))}  ${name}\n`)
        .join(''),
    );
    expect(written).toEqual({
      directory,
      payloadFiles: 2,
      payloadBytes: 16,
      sealSha256: sha256(await read('tagmanifest-sha256.txt')),
    });
    expect(await validateBag(directory)).toEqual([]);
  });

  it('gives the same bytes for the same contents and date, in whatever order they are named', async () => {
    const [one, other] = [join(await freshFolder(), 'bag'), join(await freshFolder(), 'bag')];
    const first = await writeBag(one, contents, labels);
    const second = await writeBag(other, [...contents].reverse(), labels);
    expect(await bytesByPath(other)).toEqual(await bytesByPath(one));
    expect(second.sealSha256).toBe(first.sealSha256);
  });

  it('streams a file of many chunks and a file of none', async () => {
    const folder = await freshFolder();
    const big = Buffer.alloc(3_000_001, '公开');
    await writeFile(join(folder, 'big'), big);
    const files = [
      { path: 'data/big', source: { file: join(folder, 'big') }, sha256: sha256(big) },
      { path: 'data/none', source: { text: '' } },
    ];
    const written = await writeBag(join(folder, 'bag'), files, labels);
    expect(written.payloadBytes).toBe(3_000_001);
    expect(big.equals(await readFile(join(folder, 'bag/data/big')))).toBe(true);
    expect(await validateBag(join(folder, 'bag'))).toEqual([]);
  });

  it('can be empty', async () => {
    const directory = join(await freshFolder(), 'bag');
    await writeBag(directory, [], labels);
    expect(await validateBag(directory)).toEqual([]);
  });

  it('is understood by the ordinary tool sha256sum', async () => {
    if (spawnSync('sha256sum', ['--version']).error) return console.warn('skipped: no sha256sum on the PATH');
    const directory = join(await freshFolder(), 'bag');
    await writeBag(directory, [contents[0]!], labels);
    for (const name of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
      expect(spawnSync('sha256sum', ['--check', '--strict', name], { cwd: directory }).status).toBe(0);
  });

  it('is valid in the eyes of another BagIt implementation', async () => {
    if (spawnSync('python3', ['-c', 'import bagit']).status !== 0)
      return console.warn('skipped: python3 has no module bagit');
    const directory = join(await freshFolder(), 'bag');
    await writeBag(directory, contents, labels);
    const verdict = spawnSync('python3', [
      '-c',
      `import bagit,sys; bagit.Bag(sys.argv[1]).validate()`,
      directory,
    ]);
    expect(verdict.stderr.toString()).toBe('');
    expect(verdict.status).toBe(0);
  });
});

describe('a package that cannot be written', () => {
  const faultsOf = (promise: Promise<unknown>) =>
    promise.then(
      () => [],
      (error: UnwritableBag) => error.faults.map(({ code, path }) => `${code} ${path}`),
    );

  it('is refused with every reason, and leaves nothing', async () => {
    const folder = await freshFolder();
    const bad: BagContent[] = [
      { path: 'data/../x', source: { text: '' } },
      { path: 'data/gone.pdf', source: { file: join(folder, 'gone.pdf') } },
    ];
    const labels = { 'Payload-Oxum': '1.1', 'Contact-Name': 'a\nb', 'Bad: label': '' };
    const faults = await faultsOf(writeBag(join(folder, 'bag'), bad, { baggedOn: 'today', labels }));
    expect(faults).toEqual([
      'unsafe-path data/../x',
      ...Array.from({ length: 4 }, () => 'bad-info bag-info.txt'),
      'missing-source data/gone.pdf',
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused when a stored file is no longer what was cleared', async () => {
    const folder = await freshFolder();
    const files: BagContent[] = [
      { path: 'data/same.txt', source: { text: 'cleared' }, sha256: sha256('cleared') },
      { path: 'data/other.txt', source: { text: 'changed' }, sha256: sha256('cleared') },
    ];
    expect(await faultsOf(writeBag(join(folder, 'bag'), files, labels))).toEqual([
      'digest-mismatch data/other.txt',
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('never overwrites a package that is there', async () => {
    const directory = join(await freshFolder(), 'bag');
    await writeBag(directory, contents, labels);
    const before = await bytesByPath(directory);
    expect(await faultsOf(writeBag(directory, [], labels))).toEqual(['already-there ']);
    expect(await bytesByPath(directory)).toEqual(before);
  });
});

describe('a kill while a package is written', () => {
  it('leaves no package under the name, and the next attempt begins anew', async () => {
    const folder = await freshFolder();
    const [directory, pipe] = [join(folder, 'bag'), join(folder, 'pipe')];
    execFileSync('mkfifo', [pipe]);
    const writer = spawn(process.execPath, [endlessWriter, directory, pipe], { stdio: 'inherit' });
    const feed = await open(pipe, 'w'); // opens when the writer has begun to read the second file
    await feed.write('half of it');
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    await feed.close();

    expect((await readdir(folder)).sort()).toEqual(['bag.partial', 'pipe']);
    expect(await readFile(`${directory}.partial/data/whole.txt`, 'utf8')).toBe('whole');
    await writeBag(directory, contents, labels);
    expect(await validateBag(directory)).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['bag', 'pipe']);
  });
});
