import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test file, removed at its end. */
export class ScratchFolder {
  path = '';
  private files = 0;

  async make(): Promise<void> {
    this.path = await mkdtemp(join(tmpdir(), 'documents-'));
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  /** @returns where the bytes lie */
  async write(bytes: Buffer): Promise<string> {
    this.files += 1;
    const path = join(this.path, `sample-${this.files}`);
    await writeFile(path, bytes);
    return path;
  }

  /** Every file below a folder, with its path from there. */
  async list(folder: string): Promise<string[]> {
    const entries = await readdir(join(this.path, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(this.path, folder).length + 1))
      .sort();
  }
}
