import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { isPasswordOf } from '../../src/access/passwords.js';
import { openPool } from '../../src/platform/database.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { gongkai as run } from './gongkai.js';

let folder = '';
let database: TestDatabase;
let pool: Pool;
let environment: Record<string, string>;
const gongkai = (...words: string[]) => run(words, environment);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-cli-'));
  database = await createTestDatabase();
  environment = { DATABASE_URL: database.url, DATA_DIR: folder };
  pool = openPool(database.url, 2, 'cli-test');
  await gongkai('seed');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('user', () => {
  it('creates an administrator whose password is shown once and works', async () => {
    const { code, said } = await gongkai(
      'user',
      'create-admin',
      'zhao',
      '--email',
      'zhao@bureau.example',
      '--name',
      '赵管理',
    );
    expect(code).toBe(0);
    const { rows } = await pool.query<{ stored: string; role: string }>(
      `select password_hash as stored, h.role from person p join holding h on h.person_id = p.id where username = 'zhao'`,
    );
    expect(rows[0]?.role).toBe('system-admin');
    expect(await isPasswordOf(rows[0]?.stored ?? null, said.trim().split('\n')[1] ?? '')).toBe(true);
    expect((await gongkai('user', 'create-admin', 'zhao', '--email', 'zhao@bureau.example')).code).toBe(2);
  });

  it('reset-password unlocks and signs out whoever knew the old one', async () => {
    await pool.query(
      `update person set failed_attempts = 4, locked_until = clock_timestamp() + interval '1 hour' where username = 'zhao'`,
    );
    await pool.query(
      `insert into session (token_hash, person_id, expires_at) values ('\\x01', 'zhao', clock_timestamp() + interval '1 hour')`,
    );
    expect((await gongkai('user', 'reset-password', 'zhao')).code).toBe(0);
    expect(
      (
        await pool.query(
          `select locked_until, failed_attempts, (select count(*)::int from session where person_id = 'zhao') as sessions from person where username = 'zhao'`,
        )
      ).rows,
    ).toEqual([{ locked_until: null, failed_attempts: 0, sessions: 0 }]);
    expect((await gongkai('user', 'reset-password', 'nobody')).code).toBe(2);
  });
});

describe('archive run', () => {
  it('makes a nil return in the name of an archivist, and of nobody else', async () => {
    const { code, said } = await gongkai('archive', 'run', '2016Q3', '--as', 'archivist', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({
      quarter: '2016Q3',
      recipient: 'archives',
      version: 1,
      kind: 'nil-return',
      state: 'packed',
    });
    expect((await gongkai('archive', 'run', '2016Q3', '--as', 'drafter')).code).toBe(2);
    expect((await gongkai('archive', 'run', '2016Q3')).code).toBe(2);
    expect((await gongkai('archive', 'run', 'autumn', '--as', 'archivist')).code).toBe(1);
  });
});

describe('doctor', () => {
  it('looks at everything and answers 1 only when something fails', async () => {
    const { code, said } = await gongkai('doctor', '--json');
    const { findings } = JSON.parse(said) as { findings: { level: string; about: string }[] };
    expect(findings.map(({ about }) => about)).toEqual([
      'node',
      'postgresql',
      'lc_ctype',
      'encoding',
      'fsync',
      'full_page_writes',
      'sync_commit',
      'clock',
      'migrations',
      'calendar',
      'mail',
      'data',
    ]);
    expect(code).toBe(findings.some(({ level }) => level === 'fail') ? 1 : 0);
    expect(findings).toContainEqual(expect.objectContaining({ about: 'migrations', level: 'ok' }));
  });

  it('still looks at the rest when neither database nor mail nor Redis answers', async () => {
    const { code, said } = await run(['doctor', '--json'], {
      DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/x',
      SMTP_URL: 'smtp://a:secret@127.0.0.1:1',
      REDIS_URL: 'redis://127.0.0.1:1',
      DATA_DIR: folder,
    });
    expect(code).toBe(1);
    const { findings } = JSON.parse(said) as { findings: { level: string; about: string }[] };
    expect(findings.filter(({ level }) => level === 'fail').map(({ about }) => about)).toEqual(
      expect.arrayContaining(['postgresql', 'mail', 'redis']),
    );
    expect(said).not.toContain('secret');
  });
});
