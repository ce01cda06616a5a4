import { isAbsolute, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './embedded-binaries.js';
import { openCluster, superuser } from './embedded-cluster.js';
import { EmbeddedPostgresFault } from './embedded-fault.js';
import { lockFolder } from './embedded-lock.js';
import { findPlace, makeFolder, type PostgresPlace } from './embedded-place.js';
import { adoptServer, launchServer, stopServer, type RunningServer } from './embedded-server.js';

export { EmbeddedPostgresFault } from './embedded-fault.js';
export { removePlace as removeEmbeddedPostgres } from './embedded-place.js';

export interface EmbeddedPostgresOptions {
  /** Holds everything of this server: lock, password, log, data or the link to them. Made when missing. */
  readonly directory: string;
  /** Told what a person may want to know while waiting. */
  readonly log?: (line: string) => void;
  /** PostgreSQL settings over the defaults; they apply to a server that is started, not to one that is adopted. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** postgres://… of the database `gongkai`, with its password: never print it. */
  readonly url: string;
  readonly port: number;
  /** Whether the server was already running, left by a process that was killed. */
  readonly adopted: boolean;
  /** Ends the server, also an adopted one, and gives the directory free. Bounded: under ten seconds at worst. */
  readonly stop: () => Promise<void>;
}

const database = 'gongkai';
const defaultSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  max_wal_size: '1GB', // bounds recovery after a kill to some seconds
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
} as const;

/**
 * Starts the PostgreSQL that npm installed, on 127.0.0.1 and a free port, with its data in one directory.
 * The first start makes the data; a later one finds them, or takes over a server that a killed process left running.
 * @throws EmbeddedPostgresFault for what a person can mend: in use, wrong version, no rights, no binaries
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = isAbsolute(options.directory) ? options.directory : resolve(options.directory);
  const log = options.log ?? (() => undefined);
  makeFolder(directory);
  const unlock = lockFolder(directory);
  try {
    return await startLocked(directory, log, { ...defaultSettings, ...options.settings }, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function startLocked(
  directory: string,
  log: (line: string) => void,
  settings: Readonly<Record<string, string>>,
  unlock: () => void,
): Promise<EmbeddedPostgres> {
  const place = findPlace(directory, log);
  const binaries = await findBinaries(place.account, directory);
  const password = await openCluster(place, binaries, settings.fsync !== 'off');
  const left = await adoptServer(place);
  if (left) log(`taking over the PostgreSQL that is still running (process ${left.pid})`);
  const server = left ?? (await launchServer(place, binaries, settings));
  try {
    await makeDatabase(place, server, password);
  } catch (error) {
    if (!left) await stopServer(place, server);
    throw error;
  }
  const stop = async () => {
    await stopServer(place, server);
    unlock();
  };
  return { url: urlOf(server, password, database), port: server.port, adopted: left !== null, stop };
}

async function makeDatabase(place: PostgresPlace, server: RunningServer, password: string): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(server, password, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined); // a server that dies meanwhile is told by the query that fails
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } catch (error) {
    throw new EmbeddedPostgresFault(
      `The embedded PostgreSQL (process ${server.pid}) in ${place.folder} runs but can't be used: ` +
        `${error instanceof Error ? error.message : String(error)}. Its log is ${place.logFile}.`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
}

function urlOf(server: RunningServer, password: string, name: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${server.port}/${name}`;
}
