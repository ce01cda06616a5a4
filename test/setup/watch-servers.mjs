import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Ends the servers of one test run and removes their folder when the pipe from the run closes: because it says so,
 * or because it was killed. Started before the servers, in a session of its own, so that Ctrl-C doesn't end it.
 */
const directory = process.argv[2];
const patienceMilliseconds = 5_000;
const closed = new Promise((resolve) => process.stdin.once('end', resolve).once('error', resolve).resume());
register('./typescript-hooks.mjs', import.meta.url);
const { removeEmbeddedPostgres } = await import('../../src/platform/embedded-postgres.ts');
const { isAlive } = await import('../../src/platform/process-liveness.ts');

await closed;
const databases = findFolders(directory, 3).filter((folder) => existsSync(join(folder, 'password')));
for (const folder of databases) await end('SIGQUIT', join(folder, 'data', 'postmaster.pid')); // nothing is to be kept
await end('SIGTERM', join(directory, 'redis.pid'));
for (const folder of databases) removeEmbeddedPostgres(folder);
rmSync(directory, { recursive: true, force: true });

/** The run's own server, and those that tests of the embedded PostgreSQL started in folders below. */
function findFolders(folder, levels) {
  if (levels === 0) return [folder];
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...below.flatMap((entry) => findFolders(join(folder, entry.name), levels - 1))];
}

async function end(signal, pidFile) {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (!Number.isInteger(pid) || !isAlive(pid)) return;
  process.kill(pid, signal);
  const deadline = Date.now() + patienceMilliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await pause(20);
  }
}
