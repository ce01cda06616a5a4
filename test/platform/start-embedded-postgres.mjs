import { register } from 'node:module';
import pg from 'pg';

/** Starts the embedded PostgreSQL in a folder, runs some SQL, says "ready" and stays until it is killed. */
register('../setup/typescript-hooks.mjs', import.meta.url);
const { startEmbeddedPostgres } = await import('../../src/platform/embedded-postgres.ts');
const [directory, sql] = process.argv.slice(2);
const { url } = await startEmbeddedPostgres({ directory });
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query(sql);
await client.end();
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
