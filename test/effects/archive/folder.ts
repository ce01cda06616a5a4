import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** A folder of its own for each test that asks; all are gone when the file's tests have run. */
export function freshFolders(): () => Promise<string> {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gongkai-archive-'));
    made.push(folder);
    return folder;
  };
}

/** Every file below a folder with its bytes in hexadecimal, to compare two packages. */
export async function bytesByPath(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files
    .sort()
    .map(async (file) => [file.slice(folder.length), (await readFile(file)).toString('hex')]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
}
