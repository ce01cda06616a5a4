import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

register('./typescript-hooks.mjs', import.meta.url);
const { startEmbeddedPostgres } = await import('../../src/platform/embedded-postgres.ts');
const { findFreePort } = await import('../../src/platform/free-port.ts');

/** Nothing the tests write has to survive them, so the disk need not be waited for. */
const throwAwaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};
const redisStartMilliseconds = 10_000;

/**
 * Starts what the tests need: always a PostgreSQL, and a Redis when there is one on this machine.
 * The servers are watched over: they end and their files go when this process does, however it ends.
 * @returns the watched folder, the addresses (redisUrl may be null) and how to end it all
 */
export async function startServers() {
  const directory = mkdtempSync(join(tmpdir(), 'gongkai-test-'));
  chmodSync(directory, 0o711); // root's server account has to pass through
  const watch = watchOver(directory);
  try {
    const [postgres, redisUrl] = await Promise.all([
      startEmbeddedPostgres({ directory: join(directory, 'postgres'), settings: throwAwaySettings }),
      startRedis(directory),
    ]);
    return { directory, databaseUrl: postgres.url, redisUrl, stop: watch.end };
  } catch (error) {
    await watch.end();
    throw error;
  }
}

/** The watcher holds the other end of a pipe: it is told by the system, not by us, when this process is gone. */
function watchOver(directory) {
  const script = fileURLToPath(new URL('./watch-servers.mjs', import.meta.url));
  const watcher = spawn(process.execPath, [script, directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => watcher.once('exit', resolve));
  watcher.unref();
  watcher.stdin.unref();
  const end = () => {
    watcher.ref();
    watcher.stdin.end();
    return ended;
  };
  return { end };
}

/** @returns the address of a Redis of its own, or null when the machine has none */
async function startRedis(directory) {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null;
  const port = await findFreePort();
  const log = openSync(join(directory, 'redis.log'), 'a');
  const flags = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    directory,
    '--databases',
    '256',
  ];
  const server = spawn('redis-server', flags, { detached: true, stdio: ['ignore', log, log] });
  writeFileSync(join(directory, 'redis.pid'), String(server.pid));
  server.unref();
  const deadline = Date.now() + redisStartMilliseconds;
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      throw new Error(`redis-server did not start:\n${readFileSync(join(directory, 'redis.log'), 'utf8')}`);
    }
    await pause(20);
  }
  return `redis://127.0.0.1:${port}`;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
