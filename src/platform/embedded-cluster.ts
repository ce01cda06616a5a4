import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { identityOf, serverEnvironment } from './embedded-account.js';
import type { PostgresBinaries } from './embedded-binaries.js';
import { EmbeddedPostgresFault, useOwnServer } from './embedded-fault.js';
import type { PostgresPlace } from './embedded-place.js';

export const superuser = 'gongkai';

/**
 * Makes the data folder if there is none, and otherwise checks that this PostgreSQL can open it.
 * @param isDurable false only for servers that tests throw away
 * @returns the password of the superuser
 * @throws EmbeddedPostgresFault when the folder is of another major version, incomplete, or its password is lost
 */
export async function openCluster(
  place: PostgresPlace,
  binaries: PostgresBinaries,
  isDurable: boolean,
): Promise<string> {
  const isNew = !existsSync(place.data);
  if (!isNew) assertVersion(place, binaries);
  const password = isNew ? makePassword(place) : readPassword(place);
  if (isNew) await makeCluster(place, binaries, password, isDurable);
  return password;
}

/** initdb works in a folder beside the final one, so that a data folder is either whole or not there. */
async function makeCluster(
  place: PostgresPlace,
  binaries: PostgresBinaries,
  password: string,
  isDurable: boolean,
) {
  const parent = dirname(place.data);
  mkdirSync(parent, { recursive: true });
  removeUnfinished(parent);
  const draft = mkdtempSync(join(parent, 'unfinished-'));
  const passwordFile = join(draft, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account)
    for (const path of [draft, passwordFile]) chownSync(path, place.account.uid, place.account.gid);
  const options = { cwd: draft, env: serverEnvironment(), ...identityOf(place.account) };
  const flags = [`--pgdata=${join(draft, 'data')}`, `--pwfile=${passwordFile}`, ...clusterFlags()];
  try {
    await promisify(execFile)(binaries.initdb, isDurable ? flags : [...flags, '--no-sync'], options);
    renameSync(join(draft, 'data'), place.data);
  } catch (error) {
    throw new EmbeddedPostgresFault(
      `The embedded PostgreSQL could not make its data folder ${place.data}: ${wordsOf(error)} ` +
        `Check the free space and the rights of that folder, then start again. ${useOwnServer}`,
    );
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function removeUnfinished(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith('unfinished-'))) {
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** The character type must know Chinese, else pg_trgm finds nothing; the builtin order is the same on every machine. */
function clusterFlags(): string[] {
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  return [
    `--username=${superuser}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    `--locale=${locale}`,
    '--lc-messages=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ];
}

function assertVersion(place: PostgresPlace, binaries: PostgresBinaries): void {
  const versionFile = join(place.data, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new EmbeddedPostgresFault(
      `The folder ${place.data} is not a complete PostgreSQL data folder: PG_VERSION is missing. ` +
        `Restore it from a backup, or remove it to begin with an empty database. ${useOwnServer}`,
    );
  }
  const found = readFileSync(versionFile, 'utf8').trim();
  if (Number(found) === binaries.major) return;
  throw new EmbeddedPostgresFault(
    `The data in ${place.data} were written by PostgreSQL ${found}, and this Gongkai brings PostgreSQL ` +
      `${binaries.major}, which can't open them. Use the Gongkai that wrote them to make a backup ("gongkai backup"), ` +
      `move the folder away, start again and restore the backup. ${useOwnServer}`,
  );
}

function makePassword(place: PostgresPlace): string {
  if (existsSync(place.passwordFile)) return readPassword(place); // left by a start that was cut short
  const password = randomBytes(24).toString('base64url');
  writeFileSync(place.passwordFile, password, { mode: 0o600 });
  return password;
}

function readPassword(place: PostgresPlace): string {
  if (existsSync(place.passwordFile)) return readFileSync(place.passwordFile, 'utf8');
  throw new EmbeddedPostgresFault(
    `The password of the embedded PostgreSQL is missing: ${place.passwordFile} is gone, and the data can't be ` +
      `opened without it. Bring the file back from a backup. ${useOwnServer}`,
  );
}

function wordsOf(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || String(error);
}
