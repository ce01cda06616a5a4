import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, serverEnvironment } from './embedded-account.js';
import type { PostgresBinaries } from './embedded-binaries.js';
import { EmbeddedPostgresFault, useOwnServer } from './embedded-fault.js';
import type { PostgresPlace } from './embedded-place.js';
import { isServing, readPostmaster } from './embedded-postmaster.js';
import { findFreePort } from './free-port.js';
import { isAlive } from './process-liveness.js';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

const pollMilliseconds = 20;
const recoveryMilliseconds = 120_000; // crash recovery of a full gigabyte of WAL on a slow disk
const startsBeforeGivingUp = 40;
const fastStopMilliseconds = 4_000; // Ctrl-C is to end everything in about ten seconds at worst
const immediateStopMilliseconds = 5_500; // PostgreSQL itself kills what doesn't follow after five seconds
const logBytesKept = 8 * 1024 * 1024;

/**
 * The server that an earlier process left running in this place, once it accepts work; null when there is none.
 * A postmaster.pid that names somebody else's process is removed: PostgreSQL itself would refuse to start over it.
 */
export async function adoptServer(place: PostgresPlace): Promise<RunningServer | null> {
  const deadline = Date.now() + recoveryMilliseconds;
  for (;;) {
    const found = readPostmaster(place.data);
    if (!found) return null;
    if (!isAlive(found.pid) || !isServing(found.pid, place.data)) {
      rmSync(join(place.data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (found.isReady) return found;
    if (Date.now() > deadline) throw notReady(place, found.pid);
    await pause(pollMilliseconds);
  }
}

/** Starts a server on a free port of 127.0.0.1 and waits until it accepts work. */
export async function launchServer(
  place: PostgresPlace,
  binaries: PostgresBinaries,
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  for (let start = 1; ; start += 1) {
    const port = await findFreePort();
    const logFrom = rotateLog(place.logFile);
    const server = spawnServer(place, binaries, { ...settings, port: String(port) });
    if (await becomesReady(server, place)) return { pid: server.pid as number, port };
    const said = readFileSync(place.logFile, 'utf8').slice(logFrom);
    if (start === startsBeforeGivingUp || !isPassing(said)) throw ended(place, said);
    await pause(10 * pollMilliseconds);
  }
}

/** Ends a server: first letting transactions roll back and writing everything, then, if that takes too long, at once. */
export async function stopServer(place: PostgresPlace, server: RunningServer): Promise<void> {
  for (const [signal, milliseconds] of [
    ['SIGINT', fastStopMilliseconds],
    ['SIGQUIT', immediateStopMilliseconds],
  ] as const) {
    if (!isRunning(place, server)) return;
    process.kill(server.pid, signal);
    if (await hasEnded(place, server, milliseconds)) return;
  }
  throw new EmbeddedPostgresFault(
    `The embedded PostgreSQL (process ${server.pid}) in ${place.folder} doesn't end. ` +
      `Nothing is lost: end it with "kill -9 ${server.pid}"; the next start recovers what was committed.`,
  );
}

/** Its own session keeps Ctrl-C from reaching it before the application has finished; the log file outlives us too. */
function spawnServer(
  place: PostgresPlace,
  binaries: PostgresBinaries,
  settings: Record<string, string>,
): ChildProcess {
  const log = openSync(place.logFile, 'a', 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', place.data, ...flags], {
    cwd: place.data,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
    ...identityOf(place.account),
  });
  closeSync(log);
  child.once('error', () => undefined); // told by becomesReady: no pid means that nothing was started
  child.unref();
  return child;
}

async function becomesReady(server: ChildProcess, place: PostgresPlace): Promise<boolean> {
  const deadline = Date.now() + recoveryMilliseconds;
  while (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
    const found = readPostmaster(place.data);
    if (found?.pid === server.pid && found.isReady) return true;
    if (Date.now() > deadline) throw notReady(place, server.pid);
    await pause(pollMilliseconds);
  }
  return false;
}

/** Another program took the port in between, or the children of a server that was killed are still leaving. */
function isPassing(log: string): boolean {
  return /Address already in use|could not bind|pre-existing shared memory block/.test(log);
}

async function hasEnded(place: PostgresPlace, server: RunningServer, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isRunning(place, server)) {
    if (Date.now() > deadline) return false;
    await pause(pollMilliseconds);
  }
  return true;
}

function isRunning(place: PostgresPlace, server: RunningServer): boolean {
  return isAlive(server.pid) && isServing(server.pid, place.data);
}

/** @returns where in the log this start begins */
function rotateLog(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= logBytesKept) return size;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}

function notReady(place: PostgresPlace, pid: number): EmbeddedPostgresFault {
  return new EmbeddedPostgresFault(
    `The embedded PostgreSQL (process ${pid}) in ${place.folder} does not become ready. ` +
      `Its log ${place.logFile} says why. If it only recovers after a crash, wait and start again. ${useOwnServer}`,
  );
}

function ended(place: PostgresPlace, said: string): EmbeddedPostgresFault {
  const reasons = said.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT|DETAIL/.test(line));
  return new EmbeddedPostgresFault(
    `The embedded PostgreSQL in ${place.folder} ended while starting. It said:\n` +
      `${(reasons.length > 0 ? reasons : said.split('\n')).slice(-8).join('\n').trim()}\n` +
      `The whole log is ${place.logFile}. ${useOwnServer}`,
  );
}
