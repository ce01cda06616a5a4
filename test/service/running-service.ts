import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import pino from 'pino';
import type { SignedIn } from '../../src/access/sessions.js';
import { compose, type Services } from '../../src/app/compose.js';
import { systemActor, type Actor, type FileValue } from '../../src/engine/case-file.js';
import { openPool } from '../../src/platform/database.js';
import { migrate } from '../../src/platform/migrate.js';
import { readSettings, type Settings } from '../../src/platform/settings.js';
import { extractText } from '../../src/review/extract/extract-text.js';
import { ScanContents } from '../../src/review/scan-contents.js';
import { readVocabulary } from '../../src/definitions/load-vocabulary.js';
import { cast } from '../scenario-file.js';
import { createTestDatabase, prepareTemplate } from '../setup/database.js';

export const root = process.cwd();
export const password = 'correct-horse-1';

/** The real service over a database of its own: everything but HTTP and the rounds, which the tests turn by hand. */
export interface RunningService {
  services: Services;
  pool: Pool;
  databaseUrl: string;
  dataDirectory: string;
  /** Moves business time; PostgreSQL's clock goes on from there. */
  moveTo(instant: string): Promise<void>;
  /** Brings a text as a file of a case on record and searches it, as an upload and the worker would. */
  keep(caseId: string, file: { field: string; name: string; text: string; by: string }): Promise<FileValue>;
  /** Searches the files that were brought, as the worker does. */
  search(): Promise<void>;
  end(): Promise<void>;
}

/** @param more settings by name, REDIS_URL for example */
export async function runService(more: Record<string, string> = {}): Promise<RunningService> {
  const template = await prepareTemplate('service', prepareBureau);
  const { url, drop } = await createTestDatabase({ template });
  const dataDirectory = mkdtempSync(join(process.env.GONGKAI_TEST_FOLDER ?? tmpdir(), 'service-'));
  const pool = openPool(url, 12, 'gongkai-test');
  const services = compose(settingsFor(dataDirectory, url, more), pool, root, pino({ level: 'silent' }));
  await services.store.start();
  await services.directories.refresh();
  const scan = new ScanContents(
    pool,
    services.store,
    extractText,
    join(dataDirectory, 'searching'),
    (_, error) => {
      throw error;
    },
  );
  return {
    services,
    pool,
    databaseUrl: url,
    dataDirectory,
    moveTo: (instant) => services.transactions.run((tx) => services.time.moveTo(tx, instant)),
    keep: async (caseId, { field, name, text, by }) => {
      const bytes = Buffer.from(text);
      const kept = { caseId, field, name, mediaType: 'text/plain', by, bytes };
      const file = await services.transactions.run((tx) => services.documents.keep(tx, kept));
      await scan.run();
      return file;
    },
    search: async () => void (await scan.run()),
    end: async () => {
      await pool.end();
      await drop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

export function settingsFor(
  dataDirectory: string,
  databaseUrl: string,
  more: Record<string, string> = {},
): Settings {
  return readSettings(
    { DATABASE_URL: databaseUrl, DATA_DIR: dataDirectory, PORT: '0', LOG_LEVEL: 'silent', ...more },
    root,
  );
}

/** Somebody of the cast, or the service itself. */
export function actorCalled(name: string): Actor {
  return name === 'system' ? systemActor : { kind: 'person', id: name, roles: cast[name] ?? [] };
}

/** The same as somebody who has signed in. */
export function signedInAs(username: string): SignedIn {
  const { id, roles } = actorCalled(username);
  return { kind: 'person', id, roles, username, nameZh: username, nameEn: username, language: 'zh' };
}

/** Migrated, with the bureau of the scenarios in it: what every test begins with. */
async function prepareBureau(url: string): Promise<void> {
  await migrate(url, join(root, 'migrations'));
  const pool = openPool(url, 2, 'gongkai-test');
  const { registerPeople, pinDefinitions } = compose(
    settingsFor(tmpdir(), url),
    pool,
    root,
    pino({ level: 'silent' }),
  );
  await pool.query(
    `insert into installation (is_demo, bureau_zh, bureau_en) values (true, '明水市司法局', 'Mingshui Justice Bureau')`,
  );
  await pinDefinitions.run();
  const { sections } = readVocabulary(join(root, 'workflows')).vocabulary;
  await registerPeople.sections(Object.entries(sections).map(([id, section]) => ({ id, ...section })));
  for (const [username, roles] of Object.entries(cast))
    await registerPeople.person({
      username,
      roles,
      nameZh: username,
      nameEn: username,
      email: `${username}@bureau.example`,
      language: 'zh',
      password,
    });
  await pool.end();
}
