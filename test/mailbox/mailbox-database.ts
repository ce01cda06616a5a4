import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { createTestDatabase } from '../setup/database.js';

const migration = new URL('../../migrations/20261124000200-mailbox', import.meta.url);

export interface MailboxDatabase {
  pool: pg.Pool;
  /** Another look at the same tables, from a connection of its own. */
  countMessages(): Promise<number>;
  undo(): Promise<void>;
  drop(): Promise<void>;
}

/** A PostgreSQL database of its own with the mailbox's migration and nothing else. */
export async function createMailboxDatabase(): Promise<MailboxDatabase> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  await pool.query(await readFile(`${migration.pathname}.up.sql`, 'utf8'));
  return {
    pool,
    countMessages: async () => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      try {
        const { rows } = await client.query<{ count: number }>(
          'SELECT count(*)::int AS count FROM mailbox_message',
        );
        return rows[0]?.count ?? 0;
      } finally {
        await client.end();
      }
    },
    undo: async () => {
      await pool.query(await readFile(`${migration.pathname}.down.sql`, 'utf8'));
    },
    drop: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
