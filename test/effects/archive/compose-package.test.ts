import { spawnSync } from 'node:child_process';
import { appendFile, cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/audit/chain.js';
import type { ArchiveItem } from '../../../src/effects/archive/archive-item.js';
import { composePackage, packageLabels } from '../../../src/effects/archive/compose-package.js';
import { validateBag } from '../../../src/effects/archive/validate-bag.js';
import { writeBag } from '../../../src/effects/archive/write-bag.js';
import { bytesByPath, freshFolders } from './folder.js';
import { archiveFile, chainOf, notice, submission } from './sample-submission.js';

const freshFolder = freshFolders();

async function pack(items: readonly ArchiveItem[]): Promise<string> {
  const directory = join(await freshFolder(), '2016年第3季度');
  const quarter = { ...submission, items };
  await writeBag(directory, composePackage(quarter), packageLabels(quarter));
  return directory;
}

/** Runs the verifier that lies in the package, as a recipient would: by Node alone, from another folder. */
function verify(directory: string) {
  const script = join(directory, 'data/校验程序/verify.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  return { status, output: stdout + stderr };
}

/** The package as somebody leaves it who changes a file and makes every digest fit again. */
async function reseal(directory: string, change: (contents: Map<string, string>) => void): Promise<string> {
  const quarter = { ...submission, items: [notice] };
  const texts = new Map<string, string>();
  for (const { path, source } of composePackage(quarter)) if ('text' in source) texts.set(path, source.text);
  change(texts);
  const contents = composePackage(quarter).map((content) => {
    const text = texts.get(content.path);
    return text === undefined ? content : { ...content, source: { text } };
  });
  await rm(directory, { recursive: true });
  await writeBag(directory, contents, packageLabels(quarter));
  return directory;
}

describe('a quarter’s package', () => {
  it('has the layout that the archives ask for, and is a valid bag', async () => {
    const directory = await pack([notice]);
    const folder = 'data/电子档案/2016-政策文件/SM00105_2016-00034';
    expect(Object.keys(await bytesByPath(directory)).map((path) => path.slice(1))).toEqual(
      [
        'bag-info.txt',
        'bagit.txt',
        'data/其他/审查记录/SM00105_2016-00034.json',
        'data/其他/审计链/SM00105_2016-00034.json',
        'data/文件目录.XML',
        'data/文件目录.csv',
        'data/文件目录.html',
        'data/校验程序/verify.mjs',
        `${folder}-任务分解表.pdf`,
        `${folder}-元数据.xml`,
        `${folder}-正文.pdf`,
        `${folder}-解读.pdf`,
        'data/说明文件.TXT',
        'manifest-sha256.txt',
        'tagmanifest-sha256.txt',
      ].sort(),
    );
    expect(await validateBag(directory)).toEqual([]);
    expect(await readFile(join(directory, 'bag-info.txt'), 'utf8')).toContain(
      'External-Description: 2016Q3 主动公开文件 1 件，送交三明市档案馆\nExternal-Identifier: 2016Q3-三明市档案馆-v1\n',
    );
  });

  it('is the same bytes when it is packed again, whatever order the records’ keys came in', async () => {
    const shuffled = {
      ...notice,
      review: notice.review.map((record) => Object.fromEntries(Object.entries(record).reverse())),
    };
    expect(await bytesByPath(await pack([shuffled]))).toEqual(await bytesByPath(await pack([notice])));
  });

  it('holds the review record and the whole audit chain', async () => {
    const directory = await pack([notice]);
    const read = async (path: string) =>
      JSON.parse(await readFile(join(directory, 'data/其他', path), 'utf8')) as unknown;
    expect(await read('审查记录/SM00105_2016-00034.json')).toEqual(notice.review);
    expect(await read('审计链/SM00105_2016-00034.json')).toEqual({
      format: 'gongkai-audit-chain/1',
      caseNumber: '2016-0001',
      head: { seq: 3, hash: notice.audit[2]!.hash },
      entries: JSON.parse(canonicalJson(notice.audit)),
    });
  });

  it('is not made of bytes other than those that were cleared', async () => {
    const file = { ...notice.files[0]!, source: { text: 'other bytes' } };
    await expect(pack([{ ...notice, files: [file] }])).rejects.toThrow('is not what was cleared');
  });

  it('is not made while an audit chain does not hold, and every such case is named', () => {
    const cut = {
      ...notice,
      caseNumber: '2016-0002',
      audit: notice.audit.slice(0, 2),
      auditHead: { seq: 3, hash: notice.audit[2]!.hash },
    };
    const edited = { ...notice, audit: notice.audit.map((entry) => ({ ...entry, body: {} })) };
    const compose = () => composePackage({ ...submission, items: [edited, notice, cut] });
    expect(compose).toThrow(
      /case 2016-0001 does not hold.*entry 1 was changed(.|\n)*case 2016-0002.*the end was cut off/,
    );
  });

  it('may be a nil return: a valid bag with a sheet to sign and nothing in it', async () => {
    const directory = await pack([]);
    expect(await validateBag(directory)).toEqual([]);
    expect(verify(directory).status).toBe(0);
    expect(await readFile(join(directory, 'data/文件目录.html'), 'utf8')).toContain('零报告');
    expect(await readFile(join(directory, 'bag-info.txt'), 'utf8')).toContain(
      '2016Q3 主动公开文件零报告，送交三明市档案馆',
    );
  });
});

describe('the verifier in the package', () => {
  it('passes an untouched package, wherever it was copied, and shows its seal', async () => {
    const copy = join(await freshFolder(), '光盘 1');
    const quarter = { ...submission, items: [notice, { ...notice, caseNumber: '2', indexNumber: '50%' }] };
    const { sealSha256 } = await writeBag(
      `${copy}-original`,
      composePackage(quarter),
      packageLabels(quarter),
    );
    await cp(`${copy}-original`, copy, { recursive: true });

    const { status, output } = verify(copy);
    expect(output).toContain('校验通过，内容完整，未被改动。/ Valid: complete and unchanged.');
    expect(output).toContain('审计链 2 条');
    expect(output).toContain(sealSha256);
    expect(status).toBe(0);
  });

  const document = 'data/电子档案/2016-政策文件/SM00105_2016-00034-正文.pdf';
  it.each<[string, string, (directory: string) => Promise<unknown>]>([
    ['a changed document', document, (bag) => appendFile(join(bag, document), 'x')],
    ['a missing document', document, (bag) => rm(join(bag, document))],
    ['an added file', 'data/more.pdf', (bag) => writeFile(join(bag, 'data/more.pdf'), 'x')],
    ['a file added beside data', 'more.txt', (bag) => writeFile(join(bag, 'more.txt'), 'x')],
    ['a link', 'data/link.pdf', (bag) => symlink('/etc/passwd', join(bag, 'data/link.pdf'))],
    ['a changed label', 'bag-info.txt', (bag) => appendFile(join(bag, 'bag-info.txt'), 'Contact-Name: x\n')],
    ['a missing manifest', 'manifest-sha256.txt', (bag) => rm(join(bag, 'manifest-sha256.txt'))],
    ['a missing tag manifest', 'tagmanifest-sha256.txt', (bag) => rm(join(bag, 'tagmanifest-sha256.txt'))],
    ['another declaration', 'bagit.txt', (bag) => writeFile(join(bag, 'bagit.txt'), 'BagIt-Version: 0.97\n')],
  ])('fails on %s and names the place in both languages', async (_, place, damage) => {
    const directory = await pack([notice]);
    await damage(directory);
    const { status, output } = verify(directory);
    expect(output).toMatch(/校验不通过，共 \d+ 处/);
    expect(output).toContain('Not valid: ');
    expect(output).toContain(`- ${place}：`);
    expect(status).toBe(1);
  });

  it('tells an added file from a changed one', async () => {
    const directory = await pack([notice]);
    await writeFile(join(directory, 'data/more.pdf'), 'x');
    expect(verify(directory).output).toContain(
      '- data/more.pdf：不在 manifest-sha256.txt 中，是多出的文件。',
    );
  });

  const chainPath = 'data/其他/审计链/SM00105_2016-00034.json';
  it.each([
    ['an edited entry', '第 2 条', (text: string) => text.replace('"submit"', '"approve"')],
    [
      'an entry that was removed',
      '第 1 条',
      (text: string) => withEntries(text, (entries) => entries.slice(1)),
    ],
    [
      'a chain that was cut off',
      '第 2 条之后',
      (text: string) => withEntries(text, (entries) => entries.slice(0, 2)),
    ],
    ['something else in its place', '不是审计链', () => '{}'],
  ])('finds %s even when every digest was made to fit', async (_, place, change) => {
    const directory = await reseal(await pack([notice]), (contents) =>
      contents.set(chainPath, change(contents.get(chainPath) as string)),
    );
    expect(await validateBag(directory)).toEqual([]);
    const { status, output } = verify(directory);
    expect(output).toContain(`第一处：${chainPath}`);
    expect(output).toContain(place);
    expect(status).toBe(1);
  });

  it('hashes bodies exactly as the service does, whatever is in them', async () => {
    const bodies = [
      { é: 1, e: -0, 'a"b': '\u2028\ud83d\ude00', 10: [1e21, 0.1], 9: { z: {}, a: [] } },
      null,
      '公开',
      7,
    ];
    expect(verify(await pack([{ ...notice, audit: chainOf(bodies) }])).status).toBe(0);
  });

  it('is not misled by a document that looks like an audit chain', async () => {
    const file = archiveFile('attachment', '审计链.json', '{"entries":[{"seq":9}]}');
    expect(verify(await pack([{ ...notice, files: [file] }])).status).toBe(0);
  });

  it('says so when there is no package', async () => {
    const script = join(await pack([]), 'data/校验程序/verify.mjs');
    const { status, stdout } = spawnSync(process.execPath, [script, '/nowhere/at/all'], { encoding: 'utf8' });
    expect(stdout).toContain('无法读取');
    expect(status).toBe(1);
  });
});

function withEntries(text: string, change: (entries: unknown[]) => unknown[]): string {
  const chain = JSON.parse(text) as { entries: unknown[] };
  return JSON.stringify({ ...chain, entries: change(chain.entries) });
}
