import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What stands in a package's folder, by path with forward slashes. */
export interface BagTree {
  /** Size in bytes by path. */
  files: ReadonlyMap<string, number>;
  folders: ReadonlySet<string>;
  /** Links, devices and the like: never followed, for they can lead out of the package. */
  notFiles: readonly string[];
}

export async function walkBag(directory: string): Promise<BagTree> {
  const files = new Map<string, number>();
  const folders = new Set<string>();
  const notFiles: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    folders.add(folder);
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) files.set(path, (await stat(join(directory, path))).size);
      else notFiles.push(path);
    }
  };
  await visit('');
  return { files, folders, notFiles: notFiles.sort() };
}

/** Digests of one file under several algorithms, in lower-case hexadecimal; it is read once. */
export async function digestFile(
  path: string,
  algorithms: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
  for await (const chunk of createReadStream(path))
    for (const [, hash] of hashes) hash.update(chunk as Buffer);
  return new Map(hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')]));
}
