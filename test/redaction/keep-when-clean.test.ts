import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clearStaleStaging } from '../../src/documents/clear-stale-staging.js';
import { keepWhenClean } from '../../src/redaction/keep-when-clean.js';
import { RedactionRefused } from '../../src/redaction/redaction-reasons.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redaction-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const script = fileURLToPath(new URL('./write-half.mjs', import.meta.url));
const write = (path: string): Promise<void> => writeFile(path, 'whole');
const pass = (): Promise<void> => Promise.resolve();

describe('a redacted file has its name only when it is whole and clean', () => {
  it('does not have it while it is scanned', async () => {
    const out = join(folder, 'out');
    await keepWhenClean(out, write, async (path) => {
      expect(await readFile(path, 'utf8')).toBe('whole');
      expect(await readdir(folder)).not.toContain('out');
    });
    expect(await readdir(folder)).toEqual(['out']);
  });

  it('leaves nothing when the writing or the scan fails', async () => {
    const fail = (): Promise<void> => Promise.reject(new Error('no'));
    const failHalfWay = async (path: string): Promise<void> => write(path).then(fail);
    await expect(keepWhenClean(join(folder, 'out'), failHalfWay, pass)).rejects.toThrow('no');
    await expect(keepWhenClean(join(folder, 'out'), write, fail)).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });

  it('never overwrites a file', async () => {
    const out = join(folder, 'out');
    await writeFile(out, 'before');
    await expect(keepWhenClean(out, write, pass)).rejects.toThrow(RedactionRefused);
    expect(await readFile(out, 'utf8')).toBe('before');
  });

  it('does not have it when the process is killed half-way, and what is left is cleared as stale', async () => {
    const child = spawn(process.execPath, [script, join(folder, 'out')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readdir(folder)).toHaveLength(1);
    expect(await readdir(folder)).not.toContain('out');
    await clearStaleStaging(folder);
    expect(await readdir(folder)).toEqual([]);
  });
});
