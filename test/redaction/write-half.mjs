import { writeFile } from 'node:fs/promises';
import { register } from 'node:module';

/** Writes half of a redacted file, says so, and waits until it is killed. */
register('../setup/typescript-hooks.mjs', import.meta.url);
const { keepWhenClean } = await import('../../src/redaction/keep-when-clean.ts');
const write = async (path) => {
  await writeFile(path, 'half of it');
  process.stdout.write('half\n');
  setInterval(() => undefined, 60_000);
  await new Promise(() => undefined);
};
await keepWhenClean(process.argv[2], write, () => Promise.resolve());
