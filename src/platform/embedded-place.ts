import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lchownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import {
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { canEnter, chooseServerAccount, type ServerAccount } from './embedded-account.js';
import { sharedFolder } from './embedded-binaries.js';
import { EmbeddedPostgresFault, errorCode, useOwnServer } from './embedded-fault.js';

/** Where an embedded PostgreSQL keeps what, and as whom it runs. */
export interface PostgresPlace {
  /** Ours: holds the lock, the password and the server's log. */
  readonly folder: string;
  /** The data itself (PGDATA), which belongs to the server's account; it may not exist yet. */
  readonly data: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly account: ServerAccount | null;
}

/** Makes the folder that the lock, the password and the log go into; open to nobody but us and a passing server. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
    throw new EmbeddedPostgresFault(
      `The embedded PostgreSQL can't keep its data in ${folder}: this account may not write there. ` +
        `Start Gongkai as the owner of that folder, or remove it if another account left it. ${useOwnServer}`,
    );
  }
}

/**
 * Says where the data of a folder lie: in it, or, when root's server account can't reach that far, in a place of
 * their own under /var/lib/gongkai with a link in the folder. A new clone has no link and so gets a new place.
 * @param folder made and locked by the caller
 */
export function findPlace(folder: string, log: (line: string) => void): PostgresPlace {
  const link = join(folder, 'data');
  const account = chooseServerAccount(statSync(link, { throwIfNoEntry: false })?.uid ?? null);
  const data = findData(link, account, log);
  return {
    folder,
    data,
    account,
    passwordFile: join(folder, 'password'),
    logFile: join(folder, 'server.log'),
  };
}

/** Removes everything an embedded PostgreSQL kept, also what lies outside the folder. The server must be stopped. */
export function removePlace(folder: string): void {
  const outside = readLink(join(folder, 'data'));
  if (outside && dirname(dirname(outside)) === sharedFolder)
    rmSync(dirname(outside), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

function findData(link: string, account: ServerAccount | null, log: (line: string) => void): string {
  const folder = dirname(link);
  const target = readLink(link);
  if (target) return keepOutside(link, target, log);
  if (account === null || canEnter(account, folder)) {
    assertOwned(link, account);
    return join(realpathSync(folder), 'data');
  }
  if (!existsSync(link)) return beginOutside(link, log);
  throw new EmbeddedPostgresFault(
    `PostgreSQL has to run as "${account.name}" because it refuses root, and that account can't reach ${folder}. ` +
      `Move the clone back to where it was begun, or open the folders above it (chmod o+x). ${useOwnServer}`,
  );
}

/** A copied clone brings the link along; two clones must not write into one place by accident. */
function keepOutside(link: string, target: string, log: (line: string) => void): string {
  const claimFile = join(dirname(target), 'belongs-to');
  if (!existsSync(claimFile)) {
    throw new EmbeddedPostgresFault(
      `The data of the embedded PostgreSQL were kept in ${target}, and that place is gone. ` +
        `Bring it back, or remove ${link} to begin with an empty database. ${useOwnServer}`,
    );
  }
  const claimant = readFileSync(claimFile, 'utf8');
  if (claimant === realpathSync(dirname(link))) return target;
  if (readLink(join(claimant, 'data')) === target) {
    rmSync(link);
    return beginOutside(link, log);
  }
  writeFileSync(claimFile, realpathSync(dirname(link))); // the clone was moved: nobody else points here
  return target;
}

function beginOutside(link: string, log: (line: string) => void): string {
  const place = join(sharedFolder, randomBytes(8).toString('hex'));
  mkdirSync(place, { recursive: true });
  chmodSync(sharedFolder, 0o755);
  chmodSync(place, 0o711);
  writeFileSync(join(place, 'belongs-to'), realpathSync(dirname(link)));
  symlinkSync(join(place, 'data'), link);
  log(`PostgreSQL's account can't reach ${dirname(link)}; its data go to ${place}`);
  return join(place, 'data');
}

function assertOwned(data: string, account: ServerAccount | null): void {
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || owner === (account?.uid ?? process.getuid?.())) return;
  if (account) return giveTo(account, data); // root copied the folder, and the copy became root's
  throw new EmbeddedPostgresFault(
    `The data of the embedded PostgreSQL in ${data} belong to another account (uid ${owner}), ` +
      `and PostgreSQL runs only as their owner. Start Gongkai as that account. ${useOwnServer}`,
  );
}

function giveTo(account: ServerAccount, folder: string): void {
  chownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTo(account, path);
    else lchownSync(path, account.uid, account.gid);
  }
}

function readLink(path: string): string | null {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : null;
}
