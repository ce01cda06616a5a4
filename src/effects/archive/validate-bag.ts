import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bagFault, type BagFault } from './bag-fault.js';
import { readManifest, type Digests, type ManifestKind } from './bag-manifest.js';
import { readTagFile } from './bag-tag-file.js';
import { digestFile, walkBag, type BagTree } from './walk-bag.js';

/** The algorithms that RFC 8493 2.4 names and a reader may meet. */
const algorithms = new Set(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']);

interface Manifest {
  name: string;
  algorithm: string;
  kind: ManifestKind;
  digests: Digests;
}

/**
 * Whether a folder is a complete and valid bag (RFC 8493 section 3), ours or another's.
 * @returns every fault at once, in the order of reading; none for a valid bag
 */
export async function validateBag(directory: string): Promise<BagFault[]> {
  const tree = await walkBag(directory).catch(() => undefined);
  if (!tree)
    return [
      bagFault(
        'no-bag',
        '',
        `“${directory}”不是可读的文件夹。`,
        `“${directory}” is not a folder that can be read.`,
      ),
    ];
  const { manifests, faults } = await readManifests(directory, tree);
  return [
    ...tree.notFiles.map(notAFile),
    ...(tree.folders.has('data') ? [] : [missing('data/')]),
    ...(await checkDeclaration(directory, tree)),
    ...faults,
    ...(await checkLabels(directory, tree)),
    ...checkLists(manifests, tree),
    ...(await checkDigests(directory, manifests, tree)),
  ];
}

const notAFile = (path: string): BagFault =>
  bagFault(
    'not-a-file',
    path,
    `“${path}”不是普通文件（链接等），不予读取。`,
    `“${path}” is a link or the like, not a file; it was not opened.`,
  );

/** The text of a tag file; undefined when it is not UTF-8. A byte order mark stays visible. */
async function readText(directory: string, name: string): Promise<string | undefined> {
  const bytes = await readFile(join(directory, name));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const notText = (name: string): BagFault =>
  bagFault('not-utf-8', name, `${name} 不是 UTF-8 文本。`, `${name} is not UTF-8 text.`);

async function checkDeclaration(directory: string, { files }: BagTree): Promise<BagFault[]> {
  if (!files.has('bagit.txt')) return [missing('bagit.txt')];
  const text = await readText(directory, 'bagit.txt');
  const isDeclared = /^BagIt-Version: (0\.9[67]|1\.0)\nTag-File-Character-Encoding: UTF-8\n*$/i;
  if (text !== undefined && isDeclared.test(text.replace(/\r\n|\r/g, '\n'))) return [];
  return [
    bagFault(
      'bad-declaration',
      'bagit.txt',
      'bagit.txt 应为两行：“BagIt-Version: 1.0”和“Tag-File-Character-Encoding: UTF-8”，前面不得有任何字节。',
      'bagit.txt must be two lines, “BagIt-Version: 1.0” and “Tag-File-Character-Encoding: UTF-8”, with nothing before them.',
    ),
  ];
}

async function readManifests(directory: string, { files }: BagTree) {
  const manifests: Manifest[] = [];
  const faults: BagFault[] = [];
  for (const name of [...files.keys()].sort()) {
    const [, tag, written] = /^(tag)?manifest-([^/]+)\.txt$/.exec(name) ?? [];
    if (written === undefined) continue;
    const algorithm = written.toLowerCase().replace(/[^a-z0-9]/g, '');
    const text = await readText(directory, name);
    if (text === undefined) faults.push(notText(name));
    else if (!algorithms.has(algorithm)) faults.push(unknownAlgorithm(name, written));
    else {
      const kind = tag ? 'tag' : 'payload';
      const read = readManifest(name, text, kind);
      faults.push(...read.faults);
      manifests.push({ name, algorithm, kind, digests: read.digests });
    }
  }
  const hasPayloadManifest = [...files.keys()].some((name) => /^manifest-[^/]+\.txt$/.test(name));
  if (!hasPayloadManifest) faults.push(missing('manifest-sha256.txt'));
  return { manifests, faults };
}

const unknownAlgorithm = (name: string, algorithm: string): BagFault =>
  bagFault(
    'unknown-algorithm',
    name,
    `${name} 的摘要算法“${algorithm}”不受支持。`,
    `${name} uses “${algorithm}”, which is not supported.`,
  );

async function checkLabels(directory: string, { files }: BagTree): Promise<BagFault[]> {
  if (!files.has('bag-info.txt')) return []; // optional in RFC 8493 2.2.2
  const text = await readText(directory, 'bag-info.txt');
  if (text === undefined) return [notText('bag-info.txt')];
  const { labels, faults } = readTagFile('bag-info.txt', text);
  const oxums = labels.filter(([label]) => label.toLowerCase() === 'payload-oxum').map(([, value]) => value);
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  const actual = `${payload.reduce((sum, [, bytes]) => sum + bytes, 0)}.${payload.length}`;
  return [...faults, ...oxums.filter((oxum) => oxum !== actual).map((oxum) => otherOxum(oxum, actual))];
}

const otherOxum = (stated: string, actual: string): BagFault =>
  bagFault(
    'oxum-mismatch',
    'bag-info.txt',
    `bag-info.txt 的 Payload-Oxum（字节数.文件数）为 ${stated}，实为 ${actual}。`,
    `bag-info.txt states Payload-Oxum (bytes.files) ${stated}, but ${actual} were found.`,
  );

/** Complete: what is listed is there, and every payload file is listed in every payload manifest. */
function checkLists(manifests: readonly Manifest[], { files, notFiles }: BagTree): BagFault[] {
  const listed = new Set(manifests.flatMap(({ digests }) => [...digests.keys()]));
  const gone = [...listed].filter((path) => !files.has(path) && !notFiles.includes(path)).map(missing);
  const payload = [...files.keys()].filter((path) => path.startsWith('data/')).sort();
  const extra = manifests
    .filter(({ kind }) => kind === 'payload')
    .flatMap(({ name, digests }) =>
      payload.filter((path) => !digests.has(path)).map((path) => unlisted(name, path)),
    );
  return [...gone, ...extra];
}

const missing = (path: string): BagFault =>
  bagFault('missing-file', path, `缺少“${path}”。`, `“${path}” is missing.`);

const unlisted = (manifest: string, path: string): BagFault =>
  bagFault(
    'extra-file',
    path,
    `“${path}”不在 ${manifest} 中，是多出的文件。`,
    `“${path}” is not listed in ${manifest}: it was added.`,
  );

/** Valid: every digest of every file that is there is the one listed. */
async function checkDigests(
  directory: string,
  manifests: readonly Manifest[],
  { files }: BagTree,
): Promise<BagFault[]> {
  const faults: BagFault[] = [];
  for (const path of [...files.keys()].sort()) {
    const listing = manifests.filter(({ digests }) => digests.has(path));
    if (listing.length === 0) continue;
    const actual = await digestFile(
      join(directory, path),
      listing.map(({ algorithm }) => algorithm),
    );
    for (const { name, algorithm, digests } of listing)
      if (digests.get(path) !== actual.get(algorithm)) faults.push(otherDigest(name, path));
  }
  return faults;
}

const otherDigest = (manifest: string, path: string): BagFault =>
  bagFault(
    'digest-mismatch',
    path,
    `“${path}”的内容与 ${manifest} 中的摘要不符：文件已改变。`,
    `“${path}” does not match its digest in ${manifest}: the file was changed.`,
  );
