import { access, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stagingName } from '../documents/clear-stale-staging.js';
import { RedactionRefused } from './redaction-reasons.js';

/**
 * Has a file written under another name beside its place and read back; only when both succeed does it get its name.
 * Whatever fails or is killed in between, there is no file under that name. The other name is that of a staging file,
 * so that what a killed process left is cleared with the other remains.
 * @throws whatever the writing or the scan throws, and RedactionRefused when a file is there already
 */
export async function keepWhenClean(
  out: string,
  write: (path: string) => Promise<void>,
  scan: (path: string) => Promise<void>,
): Promise<void> {
  if (await isThere(out)) throw new RedactionRefused([alreadyThere]);
  const path = join(dirname(out), stagingName());
  try {
    await write(path);
    await sync(path);
    await scan(path);
    await rename(path, out);
    await sync(dirname(out));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

const alreadyThere = {
  code: 'already-there',
  zh: '结果文件已经存在，没有覆盖。请换一个文件名。',
  en: 'A file of that name is there already and was not overwritten. Choose another name.',
};

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
