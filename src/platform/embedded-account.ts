import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EmbeddedPostgresFault, useOwnServer } from './embedded-fault.js';

/** Who runs the server when this process is root: PostgreSQL refuses root. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const unprivilegedAccounts = ['postgres', 'nobody'] as const;

/**
 * The account PostgreSQL has to run under, or null when this process may run it as itself.
 * @param dataOwner the owner of a data folder that is there already; the server must run as that person
 * @throws EmbeddedPostgresFault when root finds no account to hand the server to
 */
export function chooseServerAccount(dataOwner: number | null): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readAccounts();
  const owner = accounts.find((account) => account.uid === dataOwner && account.uid !== 0);
  const named = unprivilegedAccounts.map((name) => accounts.find((account) => account.name === name));
  const chosen = owner ?? named.find((account) => account !== undefined);
  if (chosen) return chosen;
  throw new EmbeddedPostgresFault(
    `PostgreSQL refuses to run as root, and /etc/passwd has no account named ${unprivilegedAccounts.join(' or ')} ` +
      `to run it as. Start Gongkai as an ordinary user. ${useOwnServer}`,
  );
}

/** Whether the account reaches into a folder; the system is asked, because modes alone don't tell (ACLs, mounts). */
export function canEnter(account: ServerAccount | null, folder: string): boolean {
  return spawnSync('test', ['-x', folder], { cwd: '/', ...identityOf(account) }).status === 0;
}

/** What `spawn` needs to run a program as that account. */
export function identityOf(account: ServerAccount | null): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** The caller's PG… variables would override what is passed on the command line or point to another server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}

function readAccounts(): ServerAccount[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
