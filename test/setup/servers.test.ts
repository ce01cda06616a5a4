import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAlive } from '../../src/platform/process-liveness.js';
import { eventually } from './wait.js';

const setup = pathToFileURL(resolve('test/setup/servers.mjs')).href;
const product = pathToFileURL(resolve('src/platform/embedded-postgres.ts')).href;

describe('the servers of a test run', () => {
  it('end and leave no files when the run is killed, with those that its tests started', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongkai-killed-run-'));
    const code = `
      import { startServers } from '${setup}';
      const { directory } = await startServers();
      const { startEmbeddedPostgres } = await import('${product}');
      await startEmbeddedPostgres({ directory: directory + '/tested/another', settings: { fsync: 'off' } });
      console.log('up');
      setInterval(() => undefined, 60_000);`;
    const flags = ['--input-type=module', '-e', code];
    const run = spawn(process.execPath, flags, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
    });
    await once(run.stdout, 'data');
    const directory = join(folder, readdirSync(folder)[0] ?? '');
    const databases = ['postgres', join('tested', 'another')].map((name) => join(directory, name, 'data'));
    const pids = databases.map((data) =>
      Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10),
    );
    const places = databases.map((data) => realpathSync(data)); // elsewhere for root, as the folder is closed
    expect(pids.map(isAlive)).toEqual([true, true]);
    run.kill('SIGKILL');

    await eventually(() => !existsSync(directory));
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(places.map((place) => existsSync(place))).toEqual([false, false]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are never those of the developer', () => {
    expect(process.env.DATABASE_URL).toBeUndefined();
    expect(process.env.GONGKAI_TEST_DATABASE_URL).toMatch(
      /^postgres:\/\/gongkai:.+@127\.0\.0\.1:\d+\/gongkai$/,
    );
  });
});
