import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import pino from 'pino';
import { compose, type Services } from '../app/compose.js';
import { superuser } from '../platform/embedded-cluster.js';
import { isServing, readPostmaster } from '../platform/embedded-postmaster.js';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.js';
import { openPool } from '../platform/database.js';
import { ConfigurationFault } from '../platform/faults.js';
import { pendingMigrations, readMigrations, type Migration } from '../platform/migrate.js';
import type { Settings } from '../platform/settings.js';
import type { Call, ExitCode } from './command.js';

export interface OpenDatabase {
  /** With its password: never print it. */
  url: string;
  pool: Pool;
  close(): Promise<void>;
}

const mostConnections = 4;

/** The database of DATABASE_URL, or the embedded one: as a guest of the instance that runs it, else started for this command. */
export async function openDatabase(settings: Settings): Promise<OpenDatabase> {
  const directory = join(settings.dataDirectory, 'postgres');
  const url = settings.databaseUrl ?? runningServer(directory);
  const own = url === null ? await startEmbeddedPostgres({ directory }) : null;
  const address = own?.url ?? url ?? '';
  const pool = openPool(address, mostConnections, 'gongkai-cli');
  return {
    url: address,
    pool,
    close: async () => {
      await pool.end();
      await own?.stop();
    },
  };
}

/** The address of an embedded server that runs already, or null. What it wrote about itself is checked against the process. */
export function runningServer(directory: string): string | null {
  try {
    const data = realpathSync(join(directory, 'data'));
    const postmaster = readPostmaster(data);
    if (!postmaster?.isReady || !isServing(postmaster.pid, data)) return null;
    const password = readFileSync(join(directory, 'password'), 'utf8');
    return `postgres://${superuser}:${password}@127.0.0.1:${postmaster.port}/gongkai`;
  } catch {
    return null; // never started here: then it is started now
  }
}

/** Opens the database for one piece of work and closes it, whatever happens. */
export async function withDatabase<T>(
  call: Call,
  work: (database: OpenDatabase, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = call.settings();
  const database = await openDatabase(settings);
  try {
    return await work(database, settings);
  } finally {
    await database.close();
  }
}

/** The same with everything the product is made of, on a database that is ready for this release. */
export function withServices(call: Call, work: (services: Services) => Promise<ExitCode>): Promise<ExitCode> {
  return withDatabase(call, async ({ pool }, settings) => {
    await requireMigrated(pool, call.root);
    const services = compose(settings, pool, call.root, pino({ level: 'silent' }));
    await services.directories.refresh();
    return work(services);
  });
}

export async function requireMigrated(pool: Pool, root: string): Promise<void> {
  const pending = await findPending(pool, root);
  if (pending.length === 0) return;
  throw new ConfigurationFault(
    `数据库尚未准备好，请先运行 gongkai migrate up。 The database is not ready for this release; run gongkai migrate up (${pending.map(({ name }) => name).join(', ')})`,
  );
}

/** Looks and leaves no trace. @throws ConfigurationFault when the database belongs to a newer release */
export async function findPending(pool: Pool, root: string): Promise<Migration[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return await pendingMigrations(client, readMigrations(join(root, 'migrations')));
  } finally {
    await client.query('rollback');
    client.release();
  }
}
