import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import pino from 'pino';
import { compose } from '../../src/app/compose.js';
import { chainHash } from '../../src/audit/chain.js';
import { openPool } from '../../src/platform/database.js';
import { readSettings } from '../../src/platform/settings.js';
import { createTestDatabase, type TestDatabase } from '../setup/database.js';
import { gongkai as run } from './gongkai.js';

let folder = '';
let database: TestDatabase;
let pool: Pool;
let environment: Record<string, string>;
let number = '';
let caseId = '';
const gongkai = (...words: string[]) => run(words, environment);

/** What only somebody who rules the database can do: rewrite what is append-only. */
async function asRuler(text: string, values: readonly unknown[] = []): Promise<void> {
  await pool.query('alter table event disable trigger user');
  await pool.query(text, [...values]);
  await pool.query('alter table event enable trigger user');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-cli-'));
  database = await createTestDatabase();
  environment = { DATABASE_URL: database.url, DATA_DIR: folder };
  pool = openPool(database.url, 2, 'cli-test');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('migrate and seed', () => {
  it('refuses work on a database that is not prepared and says what to run', async () => {
    const { code, complained } = await gongkai('timers', 'status');
    expect(code).toBe(1);
    expect(complained).toContain('gongkai migrate up');
  });

  it('migrate status answers 1 while something is pending, without leaving a trace', async () => {
    const { code, said } = await gongkai('migrate');
    expect(code).toBe(1);
    expect(said).toContain('待执行 20261124000100-foundation');
    expect((await pool.query("select to_regclass('schema_migration') as made")).rows).toEqual([
      { made: null },
    ]);
  });

  it('migrate up applies everything, and a second time nothing', async () => {
    expect((await gongkai('migrate', 'up')).said).toContain('已执行 20261124000100-foundation');
    expect(await gongkai('migrate', 'up')).toEqual({ code: 0, said: '数据库是最新的。\n', complained: '' });
    expect((await gongkai('migrate', 'status')).code).toBe(0);
  });

  it('seed makes the demo people, twice as well as once', async () => {
    expect((await gongkai('seed')).code).toBe(0);
    expect((await gongkai('seed')).code).toBe(0);
    expect((await pool.query('select count(*)::int as people from person')).rows).toEqual([{ people: 9 }]);
  });

  it('seed refuses a database that belongs to a bureau', async () => {
    await pool.query('update installation set is_demo = false');
    const { code, complained } = await gongkai('seed');
    await pool.query('update installation set is_demo = true');
    expect(code).toBe(1);
    expect(complained).toContain('正式库');
  });
});

describe('timers', () => {
  beforeAll(async () => {
    const services = compose(
      readSettings(environment, process.cwd()),
      pool,
      process.cwd(),
      pino({ level: 'silent' }),
    );
    await services.directories.refresh();
    const command = {
      kind: 'open' as const,
      owner: 'section-head',
      section: null,
      data: {
        title: '申请公开经费',
        applicant: '张某',
        contact: '138',
        request: '经费明细',
        receivedOn: '2026-03-02',
        receiptRule: 'system-confirmed',
        submittedAt: '2026-03-02T10:00:00+08:00',
        systemConfirmedAt: '2026-03-02T10:00:00+08:00',
      },
    };
    const actor = { kind: 'person' as const, id: 'section-head', roles: [{ role: 'intake-officer' }] };
    const opened = await services.actOnCase.open('disclosure-request', command, actor, randomUUID());
    ({ number, id: caseId } = opened);
  });

  it('explain tells by number and by id why a clock is due on its day', async () => {
    const { code, said } = await gongkai('timers', 'explain', number);
    expect(code).toBe(0);
    expect(said).toContain('答复: 2026-03-30 到期');
    expect(said).toContain('期限 20 个工作日');
    expect(said).toContain('2026-03-02  起算日，不计');
    expect((await gongkai('timers', 'explain', caseId)).said).toBe(said);
    expect((await gongkai('timers', 'explain', 'no-such-case')).code).toBe(1);
  });

  it('status counts what is armed, due and late, and answers 1 while something is late', async () => {
    const { code, said } = await gongkai('timers', 'status', '--json');
    const status = JSON.parse(said) as { armed: number; due: number; late: number };
    expect(status.armed).toBeGreaterThan(0);
    expect(code).toBe(status.late > 0 ? 1 : 0);
  });

  it('reconcile finds a running clock whose deadline has no timer', async () => {
    const agreed = JSON.parse((await gongkai('timers', 'reconcile', '--json')).said) as {
      mismatches: { kind: string }[];
    };
    expect(agreed.mismatches.filter(({ kind }) => kind !== 'not-fired')).toEqual([]);

    await pool.query(
      `update timer set state = 'superseded' where case_id = $1 and clock = 'reply' and rung = 'breach'`,
      [caseId],
    );
    const { code, said } = await gongkai('timers', 'reconcile', '--json');
    expect(code).toBe(1);
    expect((JSON.parse(said) as typeof agreed).mismatches).toContainEqual(
      expect.objectContaining({ kind: 'missing', number, clock: 'reply' }),
    );
  });

  it('reconcile finds a timer that stands although its clock no longer runs', async () => {
    await pool.query(`update clock set state = 'void' where case_id = $1 and name = 'reply'`, [caseId]);
    const { said } = await gongkai('timers', 'reconcile', '--json');
    await pool.query(`update clock set state = 'running' where case_id = $1 and name = 'reply'`, [caseId]);
    expect((JSON.parse(said) as { mismatches: unknown[] }).mismatches).toContainEqual(
      expect.objectContaining({ kind: 'stray', clock: 'reply' }),
    );
  });
});

describe('audit', () => {
  const file = () => join(folder, 'heads.jsonl');

  it('finds an untouched ledger sound', async () => {
    const { code, said } = await gongkai('audit', 'verify');
    expect({ code, said }).toEqual({ code: 0, said: '完好：1 件，1 条，逐条相符。\n' });
  });

  it('exports a checkpoint once, signed with a key that only its owner can read', async () => {
    expect((await gongkai('audit', 'checkpoint', file())).code).toBe(0);
    expect((await gongkai('audit', 'checkpoint', file())).code).toBe(2);
    expect(statSync(join(folder, 'audit-key.pem')).mode & 0o777).toBe(0o600);
    expect((await pool.query('select case_count, event_count from audit_checkpoint')).rows).toEqual([
      { case_count: 1, event_count: 1 },
    ]);
    expect((await gongkai('audit', 'verify', '--checkpoint', file())).code).toBe(0);
  });

  it('finds the first entry that was changed', async () => {
    const { rows } = await pool.query<{ body: object }>('select body from event where case_id = $1', [
      caseId,
    ]);
    await asRuler(`update event set body = jsonb_set(body, '{to}', '"closed"') where case_id = $1`, [caseId]);
    const { code, said } = await gongkai('audit', 'verify', '--json');
    await asRuler('update event set body = $2 where case_id = $1', [caseId, JSON.stringify(rows[0]?.body)]);
    expect(code).toBe(1);
    expect((JSON.parse(said) as { bad: unknown }).bad).toEqual([expect.objectContaining({ number, seq: 1 })]);
  });

  it('finds a column that no longer says what was hashed', async () => {
    await asRuler(`update event set actor_id = 'director' where case_id = $1`, [caseId]);
    const { code, said } = await gongkai('audit', 'verify');
    await asRuler(`update event set actor_id = 'section-head' where case_id = $1`, [caseId]);
    expect(code).toBe(1);
    expect(said).toContain(`${number} 第 1 条有误`);
  });

  it('finds a chain that was rewritten whole only with the checkpoint that was kept elsewhere', async () => {
    const { rows } = await pool.query<{ body: Record<string, unknown>; hash: string }>(
      `select body, encode(hash, 'hex') as hash from event where case_id = $1`,
      [caseId],
    );
    const [event] = rows;
    const forged = { ...event?.body, words: { note: 'forged' } };
    const hash = chainHash('0'.repeat(64), forged);
    await asRuler(`update event set body = $2, hash = decode($3, 'hex') where case_id = $1`, [
      caseId,
      JSON.stringify(forged),
      hash,
    ]);
    await pool.query(`update cases set head = decode($2, 'hex') where id = $1`, [caseId, hash]);
    const alone = await gongkai('audit', 'verify');
    const compared = await gongkai('audit', 'verify', '--checkpoint', file());
    await asRuler(`update event set body = $2, hash = decode($3, 'hex') where case_id = $1`, [
      caseId,
      JSON.stringify(event?.body),
      event?.hash,
    ]);
    await pool.query(`update cases set head = decode($2, 'hex') where id = $1`, [caseId, event?.hash]);
    expect(alone.code).toBe(0);
    expect(compared.code).toBe(1);
    expect(compared.said).toContain('被改写');
  });

  it('does not believe a checkpoint that was changed, or that is none', async () => {
    const changed = join(folder, 'changed.jsonl');
    writeFileSync(changed, readFileSync(file(), 'utf8').replace(/"seq":1/, '"seq":2'));
    expect((await gongkai('audit', 'verify', '--checkpoint', changed)).said).toContain('签名不符');
    writeFileSync(changed, 'not a checkpoint\n');
    expect((await gongkai('audit', 'verify', '--checkpoint', changed)).code).toBe(2);
  });
});
