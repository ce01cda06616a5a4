import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresFault, errorCode, useOwnServer } from './embedded-fault.js';
import { isAlive, startOf } from './process-liveness.js';

interface Holder {
  readonly pid: number;
  readonly processStart: string | null;
  readonly folder: string;
}

/**
 * Takes the folder of an embedded PostgreSQL for this process, so that two starts of one clone don't share a server.
 * @returns releases the folder; calling it twice does nothing more
 * @throws EmbeddedPostgresFault naming the process that has it
 */
export function lockFolder(folder: string): () => void {
  const lockFile = join(folder, 'lock');
  const mine: Holder = { pid: process.pid, processStart: startOf(process.pid), folder: identityOf(folder) };
  const draft = `${lockFile}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o644 });
  try {
    while (!linked(draft, lockFile)) removeIfStale(folder, lockFile);
  } finally {
    unlinkSync(draft);
  }
  let isHeld = true;
  return () => {
    if (isHeld) unlinkSync(lockFile);
    isHeld = false;
  };
}

/** A link appears whole or not at all, unlike a file that is created and then written. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(folder: string, lockFile: string): void {
  const holder = readHolder(lockFile);
  if (holder && holds(holder, folder)) throw inUse(folder, holder);
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return; // somebody else cleared it first
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && holds(moved, folder)) linked(aside, lockFile); // another start took it in between: give it back
  unlinkSync(aside);
}

/** A lock that came along with a copy of the folder names the process that has the original, not this one. */
function holds(holder: Holder, folder: string): boolean {
  const isSameProcess = holder.processStart === null || holder.processStart === startOf(holder.pid);
  return isAlive(holder.pid) && isSameProcess && holder.folder === identityOf(folder);
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null; // gone, or cut short by a full disk: nobody's
  }
}

function identityOf(folder: string): string {
  const { dev, ino } = statSync(folder);
  return `${dev}:${ino}`;
}

function inUse(folder: string, holder: Holder): EmbeddedPostgresFault {
  return new EmbeddedPostgresFault(
    `The embedded PostgreSQL in ${folder} is in use by process ${holder.pid}. ` +
      `Stop that process first (Ctrl-C in its window), or work with it. ${useOwnServer}`,
  );
}
