import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { runMigrations as migrateQueue } from 'bullmq';
import { ConfigurationFault } from './faults.js';

export interface Migration {
  name: string;
  sha256: string;
  up: string;
  down: string;
}

/** Any two starts that migrate at once meet here; the second finds the work done. */
const lockKey = 6_044_713_001;
export const queueSchema = 'bullmq';

export function readMigrations(directory: string): Migration[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.up.sql'))
    .sort()
    .map((file) => {
      const up = readFileSync(join(directory, file), 'utf8');
      const name = file.slice(0, -'.up.sql'.length);
      return {
        name,
        up,
        down: readFileSync(join(directory, `${name}.down.sql`), 'utf8'),
        sha256: createHash('sha256').update(up).digest('hex'),
      };
    });
}

/** Brings the database to this release: our own migrations and the queue's, each whole or not at all. @returns the names newly applied */
export async function migrate(url: string, directory: string): Promise<string[]> {
  return withLock(url, async (client) => {
    const pending = await pendingMigrations(client, readMigrations(directory));
    for (const migration of pending) await applyOne(client, migration);
    await migrateQueue(client, queueSchema);
    return pending.map(({ name }) => name);
  });
}

/** Undoes the newest `count` migrations, newest first. */
export async function migrateDown(url: string, directory: string, count: number): Promise<string[]> {
  return withLock(url, async (client) => {
    const applied = (
      await client.query<{ name: string }>('select name from schema_migration order by name desc limit $1', [
        count,
      ])
    ).rows;
    const known = readMigrations(directory);
    for (const { name } of applied) {
      const migration = known.find((candidate) => candidate.name === name);
      if (!migration)
        throw new ConfigurationFault(
          `migration ${name} is applied, but this release does not have it; use the release that made it`,
        );
      await inTransaction(client, async () => {
        await client.query(migration.down);
        await client.query('delete from schema_migration where name = $1', [name]);
      });
    }
    return applied.map(({ name }) => name);
  });
}

/** What is not applied yet. A database that is ahead of this release is refused: old code must not write into it. */
export async function pendingMigrations(
  client: Pick<pg.Client, 'query'>,
  known: readonly Migration[],
): Promise<Migration[]> {
  await client.query(
    'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default clock_timestamp())',
  );
  const applied = (
    await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from schema_migration order by name',
    )
  ).rows;
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  const newer = applied.filter(({ name }) => !byName.has(name));
  if (newer.length > 0) {
    throw new ConfigurationFault(
      `the database belongs to a newer release (it has ${newer.map(({ name }) => name).join(', ')}); start that release, or restore a backup made before the upgrade`,
    );
  }
  const changed = applied.filter(({ name, sha256 }) => byName.get(name)?.sha256 !== sha256);
  if (changed.length > 0)
    throw new ConfigurationFault(
      `migration ${changed.map(({ name }) => name).join(', ')} was changed after it was applied; put the original file back and write a new migration`,
    );
  const done = new Set(applied.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}

async function applyOne(client: pg.Client, { name, up, sha256 }: Migration): Promise<void> {
  await inTransaction(client, async () => {
    await client.query("set local lock_timeout = '10s'");
    await client.query(up);
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
  });
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function withLock<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 3_000,
    application_name: 'gongkai-migrate',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]); // freed when the connection ends, whatever happens
    return await work(client);
  } finally {
    await client.end();
  }
}
