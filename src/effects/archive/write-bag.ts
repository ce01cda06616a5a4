import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BagContent, ContentSource } from './bag-content.js';
import { bagFault, UnwritableBag, type BagFault } from './bag-fault.js';
import { formatManifest } from './bag-manifest.js';
import { findPathFaults } from './bag-path.js';
import { bagDeclaration, findLabelFaults, formatBagInfo, type BagInfo } from './bag-tag-file.js';

export interface WrittenBag {
  directory: string;
  payloadFiles: number;
  payloadBytes: number;
  /** SHA-256 of tagmanifest-sha256.txt. It seals every byte of the package, so it is what a receipt should quote. */
  sealSha256: string;
}

interface WrittenFile {
  sha256: string;
  bytes: number;
}

/**
 * Writes a package as a BagIt 1.0 bag (RFC 8493). It grows under `<directory>.partial` and gets its name only when every
 * byte is on the disk, so a kill at any instant leaves nothing that looks whole; the next attempt begins anew.
 * The same contents and labels give the same bytes. One writer per directory at a time.
 * @throws UnwritableBag with every reason: unsafe or colliding paths, bad labels, files that are not what was cleared
 */
export async function writeBag(
  directory: string,
  contents: readonly BagContent[],
  info: BagInfo,
): Promise<WrittenBag> {
  const faults = [...findPathFaults(contents.map(({ path }) => path)), ...findLabelFaults(info)];
  faults.push(...(await findMissingSources(contents)));
  if (await exists(directory)) faults.push(alreadyThere(directory));
  if (faults.length > 0) throw new UnwritableBag(faults);

  const partial = `${directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    const written = await fill(partial, contents, info);
    await rename(partial, directory);
    await syncDirectory(dirname(directory));
    return { directory, ...written };
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw cause;
  }
}

async function fill(
  root: string,
  contents: readonly BagContent[],
  info: BagInfo,
): Promise<Omit<WrittenBag, 'directory'>> {
  await mkdir(join(root, 'data'), { recursive: true });
  const folders = new Set([root, join(root, 'data')]);
  const { digests, payloadBytes } = await writePayload(root, contents, folders);
  const tagFiles = {
    'bag-info.txt': formatBagInfo(info, payloadBytes, digests.size),
    'bagit.txt': bagDeclaration,
    'manifest-sha256.txt': formatManifest(digests),
  };
  const tagDigests = new Map<string, string>();
  for (const [name, text] of Object.entries(tagFiles))
    tagDigests.set(name, (await writeFile(join(root, name), { text })).sha256);
  const seal = await writeFile(join(root, 'tagmanifest-sha256.txt'), { text: formatManifest(tagDigests) });
  for (const folder of folders) await syncDirectory(folder);
  return { payloadFiles: digests.size, payloadBytes, sealSha256: seal.sha256 };
}

async function writePayload(root: string, contents: readonly BagContent[], folders: Set<string>) {
  const digests = new Map<string, string>();
  const faults: BagFault[] = [];
  let payloadBytes = 0;
  for (const { path, source, sha256 } of contents) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    for (let folder = dirname(target); folder !== root; folder = dirname(folder)) folders.add(folder);
    const written = await writeFile(target, source);
    if (sha256 !== undefined && sha256.toLowerCase() !== written.sha256)
      faults.push(otherBytes(path, sha256, written));
    digests.set(path, written.sha256);
    payloadBytes += written.bytes;
  }
  if (faults.length > 0) throw new UnwritableBag(faults);
  return { digests, payloadBytes };
}

/** Streams to disk and digests the bytes on the way: what is in the manifest is what was written. */
async function writeFile(target: string, source: ContentSource): Promise<WrittenFile> {
  const digest = createHash('sha256');
  let bytes = 0;
  const file = await open(target, 'wx');
  try {
    for await (const chunk of chunksOf(source)) {
      digest.update(chunk);
      bytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: digest.digest('hex'), bytes };
}

async function* chunksOf(source: ContentSource): AsyncGenerator<Uint8Array> {
  if ('file' in source) for await (const chunk of createReadStream(source.file)) yield chunk as Buffer;
  else if ('open' in source) for await (const chunk of await source.open()) yield chunk as Buffer;
  else yield 'text' in source ? Buffer.from(source.text, 'utf8') : source.bytes;
}

/** Looked for before anything is written, so that all of them are named at once. */
async function findMissingSources(contents: readonly BagContent[]): Promise<BagFault[]> {
  const faults: BagFault[] = [];
  for (const { path, source } of contents)
    if ('file' in source && !(await exists(source.file))) faults.push(missingSource(path));
  return faults;
}

/** A new name survives a power cut only when its directory was synced too. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const alreadyThere = (directory: string): BagFault =>
  bagFault(
    'already-there',
    '',
    `“${directory}”已存在，未覆盖。`,
    `“${directory}” is already there and was not overwritten.`,
  );

const otherBytes = (path: string, expected: string, written: WrittenFile): BagFault =>
  bagFault(
    'digest-mismatch',
    path,
    `“${path}”的内容不是审查通过的内容：应为 ${expected}，实为 ${written.sha256}。`,
    `“${path}” is not what was cleared: ${expected} was expected, ${written.sha256} was found.`,
  );

const missingSource = (path: string): BagFault =>
  bagFault(
    'missing-source',
    path,
    `“${path}”的原文件已不在存储中；请从备份恢复后重新打包。`,
    `The stored file for “${path}” is gone; restore it from the backup and pack again.`,
  );
