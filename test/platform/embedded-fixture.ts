import { afterAll, afterEach, beforeAll, jest } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/embedded-postgres.js';
import { readPostmaster } from '../../src/platform/embedded-postmaster.js';
import { isAlive } from '../../src/platform/process-liveness.js';
import { eventually } from '../setup/wait.js';

export const root = mkdtempSync(join(process.env.GONGKAI_TEST_FOLDER ?? tmpdir(), 'embedded-'));
const running: EmbeddedPostgres[] = [];

/** Registers what ends the servers of a test file and removes their folders. */
export function useEmbeddedServers(): void {
  jest.setTimeout(180_000); // each start is a process of its own, and a busy machine is slow
  beforeAll(() => chmodSync(root, 0o711)); // root's server account has to pass through
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });
  afterAll(async () => {
    for (const name of readdirSync(root)) {
      await endLeftServer(name);
      removeEmbeddedPostgres(join(root, name));
    }
    rmSync(root, { recursive: true, force: true });
  });
}

/** Without waiting for the disk, unless the promise is about that; no test loses power. */
export async function start(
  name: string,
  settings: Record<string, string> = { fsync: 'off' },
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ directory: join(root, name), settings });
  running.push(server);
  return server;
}

export async function stop(server: EmbeddedPostgres): Promise<void> {
  running.splice(running.indexOf(server), 1);
  await server.stop();
}

export async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

export function pidOf(name: string): number {
  return readPostmaster(join(root, name, 'data'))?.pid ?? NaN;
}

/** What a killed process of a test left running is nobody's any more. */
async function endLeftServer(name: string): Promise<void> {
  const pid = pidOf(name);
  if (Number.isNaN(pid) || !isAlive(pid)) return;
  process.kill(pid, 'SIGQUIT');
  await eventually(() => !isAlive(pid));
}
