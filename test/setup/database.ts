import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Ends what is still connected and removes the database. */
  readonly drop: () => Promise<void>;
}

/** A database of its own for one test file: empty, or a copy of what `prepareTemplate` made. */
export async function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer((client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${options.template ?? 'template1'}`),
  );
  const drop = async () => {
    await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: addressOf(name), drop };
}

/**
 * Makes a template once per run, whichever test file asks first; the others wait for it and then copy it.
 * @param name lower-case letters, digits and underscores
 * @param prepare fills the database behind the address and closes its connections; migrating is its usual work
 * @returns the template's name for `createTestDatabase`
 */
export async function prepareTemplate(
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<string> {
  const template = `template_${name}`;
  const draft = `draft_${name}`;
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]); // freed when the connection ends
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount !== 0) return;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await prepare(addressOf(draft));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`); // only what was prepared to the end counts
  });
  return template;
}

async function onServer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function addressOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env.GONGKAI_TEST_DATABASE_URL;
  if (!url) throw new Error('GONGKAI_TEST_DATABASE_URL is missing: run the tests through jest (npm test)');
  return url;
}
