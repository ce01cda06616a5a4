import { afterEach, describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPostmaster } from '../../src/platform/embedded-postmaster.js';
import { isAlive } from '../../src/platform/process-liveness.js';
import { ask, pidOf, root, start, stop, useEmbeddedServers } from './embedded-fixture.js';
import { startAndDie, startAndWait, type OtherProcess } from './other-process.js';

useEmbeddedServers();

describe('after the process that started it was killed', () => {
  let other: OtherProcess | undefined;
  afterEach(() => other?.kill());

  it('takes over the server that is still running, with everything committed in it, and stops it in the end', async () => {
    await startAndDie(join(root, 'orphan'), 'CREATE TABLE kept AS SELECT 34 AS serial');
    const pid = pidOf('orphan');
    expect(isAlive(pid)).toBe(true);
    const server = await start('orphan');

    expect(server.adopted).toBe(true);
    expect(await ask(server.url, 'SELECT serial FROM kept')).toEqual([{ serial: 34 }]);
    await stop(server);
    expect(isAlive(pid)).toBe(false);
  });

  it('recovers what was committed when the server was killed as well', async () => {
    await startAndDie(
      join(root, 'crashed'),
      'CREATE TABLE kept AS SELECT generate_series(1, 5000) AS serial',
    );
    process.kill(pidOf('crashed'), 'SIGKILL');
    const server = await start('crashed');

    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 5000 }]);
  });

  it('is not misled by a postmaster.pid whose number now belongs to another program', async () => {
    await stop(await start('kept'));
    const data = join(root, 'kept', 'data');
    writeFileSync(
      join(data, 'postmaster.pid'),
      `${process.pid}\n${data}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
    );

    expect((await start('kept')).adopted).toBe(false);
  });

  it('refuses a folder that a living process has, and says which', async () => {
    other = await startAndWait(join(root, 'busy'));

    await expect(start('busy')).rejects.toThrow(`in use by process ${other.pid}`);
  });

  it('lets exactly one of several simultaneous starts have the folder', async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => start('kept')));

    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('gives a copied folder a server of its own while the original runs', async () => {
    other = await startAndWait(join(root, 'original'), 'CREATE TABLE kept AS SELECT 1 AS original');
    cpSync(join(root, 'original'), join(root, 'copy'), {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    });
    const copy = await start('copy');

    expect(copy.adopted).toBe(false);
    expect(copy.port).not.toBe(readPostmaster(join(root, 'original', 'data'))?.port);
  });
});

describe('a data folder that can not be used', () => {
  it('from a newer PostgreSQL is refused with both versions and what to do', async () => {
    mkdirSync(join(root, 'newer', 'data'), { recursive: true });
    writeFileSync(join(root, 'newer', 'data', 'PG_VERSION'), '19\n');

    await expect(start('newer')).rejects.toThrow(
      /written by PostgreSQL 19, and this Gongkai brings PostgreSQL 18.*backup/s,
    );
  });

  it('that is incomplete is refused and left as it is', async () => {
    mkdirSync(join(root, 'partial', 'data', 'base'), { recursive: true });

    await expect(start('partial')).rejects.toThrow('PG_VERSION is missing');
    expect(existsSync(join(root, 'partial', 'data', 'base'))).toBe(true);
  });

  it('left half made by a start that was cut short is made anew', async () => {
    mkdirSync(join(root, 'halfway', 'unfinished-1', 'data'), { recursive: true });
    const { url } = await start('halfway', { fsync: 'off' });

    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(join(root, 'halfway')).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });

  it('without its password file is refused by the name of that file', async () => {
    mkdirSync(join(root, 'locked', 'data'), { recursive: true });
    writeFileSync(join(root, 'locked', 'data', 'PG_VERSION'), '18\n');

    await expect(start('locked')).rejects.toThrow(
      /password of the embedded PostgreSQL is missing: .*password is gone/,
    );
  });

  it('tells the words of PostgreSQL when it does not start, and frees the folder', async () => {
    await expect(start('halfway', { shared_buffers: 'lots' })).rejects.toThrow(
      /ended while starting.*shared_buffers/s,
    );

    expect((await start('halfway')).adopted).toBe(false);
  });
});
