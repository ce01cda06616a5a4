import { describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { isAlive } from '../../src/platform/process-liveness.js';
import { eventually } from '../setup/wait.js';
import { ask, pidOf, root, start, stop, useEmbeddedServers } from './embedded-fixture.js';

useEmbeddedServers();

describe('the embedded PostgreSQL', () => {
  it('keeps what was written from one start to the next', async () => {
    const first = await start('kept');
    await ask(first.url, "CREATE TABLE notice AS SELECT '公开' AS title");
    await stop(first);
    const second = await start('kept');

    expect(await ask(second.url, 'SELECT title FROM notice')).toEqual([{ title: '公开' }]);
    expect(second.adopted).toBe(false);
  });

  it('finds Chinese words with pg_trgm, which it would not under the C character type', async () => {
    const { url } = await start('kept');
    await ask(url, 'CREATE EXTENSION IF NOT EXISTS pg_trgm');

    const [row] = (await ask(url, "SELECT cardinality(show_trgm('政策解读')) AS trigrams")) as [
      { trigrams: number },
    ];
    expect(row.trigrams).toBe(5);
  });

  it('runs with checksums, durable writes, bounded recovery and scram passwords', async () => {
    const { url } = await start('kept', {});
    const names = [
      'data_checksums',
      'fsync',
      'max_wal_size',
      'max_connections',
      'password_encryption',
      'server_encoding',
    ];
    const listed = names.map((name) => `'${name}'`).join();

    expect(
      await ask(
        url,
        `SELECT name, current_setting(name) AS value FROM pg_settings WHERE name IN (${listed}) ORDER BY 1`,
      ),
    ).toEqual([
      { name: 'data_checksums', value: 'on' },
      { name: 'fsync', value: 'on' },
      { name: 'max_connections', value: '100' },
      { name: 'max_wal_size', value: '1GB' },
      { name: 'password_encryption', value: 'scram-sha-256' },
      { name: 'server_encoding', value: 'UTF8' },
    ]);
  });

  it('listens on the loopback address only and has no socket in the file system', async () => {
    const { url } = await start('kept');

    expect(
      await ask(
        url,
        "SELECT current_setting('listen_addresses') AS listen, current_setting('unix_socket_directories') AS sockets",
      ),
    ).toEqual([{ listen: '127.0.0.1', sockets: '' }]);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const { url } = await start('kept');
    const wrong = new URL(url);
    wrong.password = 'guess';

    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(root, 'kept', 'password')).mode & 0o777).toBe(0o600);
    expect(new URL(url).password).toHaveLength(32);
  });

  it('passes on settings, and ignores PG… variables of the caller', async () => {
    process.env.PGDATA = '/nowhere';
    try {
      const { url } = await start('set', { work_mem: '7MB', fsync: 'off' });
      expect(await ask(url, 'SHOW work_mem')).toEqual([{ work_mem: '7MB' }]);
    } finally {
      delete process.env.PGDATA;
    }
  });

  it('is gone after stop, and stop may be called again', async () => {
    const server = await start('kept');
    const pid = pidOf('kept');
    await server.stop();

    expect(isAlive(pid)).toBe(false);
    await expect(ask(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('stops although a session holds a transaction open', async () => {
    const server = await start('kept');
    const client = await openTransaction(server.url);
    const pid = pidOf('kept');
    await stop(server);

    expect(isAlive(pid)).toBe(false);
    await client.end();
  });

  it('stops, and loses nothing, although one of its processes is frozen', async () => {
    const server = await start('kept');
    await ask(server.url, 'CREATE TABLE thawed AS SELECT 1 AS one');
    const client = await openTransaction(server.url);
    const frozen = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = pidOf('kept');
    process.kill(frozen.rows[0]?.pid ?? NaN, 'SIGSTOP');
    await stop(server);

    expect(isAlive(pid)).toBe(false);
    expect(await ask((await start('kept')).url, 'SELECT one FROM thawed')).toEqual([{ one: 1 }]);
    await client.end();
  });

  async function openTransaction(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined); // it will be cut off
    await client.connect();
    await client.query('BEGIN');
    return client;
  }
});

describe('the log of the embedded PostgreSQL', () => {
  it('is kept in its folder, closed to others', async () => {
    await start('kept');
    const log = join(root, 'kept', 'server.log');

    await eventually(() => readFileSync(log, 'utf8').includes('ready to accept connections'));
    expect(statSync(log).mode & 0o777).toBe(0o600);
  });
});
