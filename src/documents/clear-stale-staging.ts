import { randomUUID } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../platform/process-liveness.js';

const dayMilliseconds = 24 * 60 * 60 * 1000;
const host = hostname().replace(/[^\w-]/g, '-') || 'host';
/** Process numbers come again, in a container nearly always; this one never does. */
const session = randomUUID();

/** A name that says whose it is, so that one process never removes what another is still receiving. */
export function stagingName(): string {
  return [host, process.pid, session, randomUUID()].join('.');
}

/** Removes files and folders of ended processes of this machine, and of other machines what nobody has written to for a day. */
export async function clearStaleStaging(folder: string): Promise<void> {
  // The disk's own clock: with a shared folder ours may differ from it.
  const probe = join(folder, stagingName());
  await writeFile(probe, '');
  const now = (await stat(probe)).mtimeMs;
  await rm(probe, { force: true });
  for (const name of await readdir(folder)) {
    if (await isStale(join(folder, name), name, now))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function isStale(path: string, name: string, now: number): Promise<boolean> {
  const [itsHost, itsPid, itsSession] = name.split('.');
  if (itsSession === session) return false;
  if (itsHost === host) return Number(itsPid) === process.pid || !isAlive(Number(itsPid));
  const written = await stat(path).catch(() => null); // its owner may just have taken it away
  return written !== null && now - written.mtimeMs > dayMilliseconds;
}
