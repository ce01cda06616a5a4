import { hash, randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { Writes } from './never-public-moves.js';
import type { Write } from './never-public-write.js';

/** Carries writes out in one transaction, beside every program of the product. @returns whether PostgreSQL took them */
export async function writeBeside(
  pool: Pool,
  caseId: string,
  { writes, isDeferred }: Writes,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    if (isDeferred) await client.query('set constraints all deferred');
    return await isLetThrough(
      (async () => {
        for (const told of writes) await carryOut(client, caseId, told);
        await client.query('commit');
      })(),
    );
  } finally {
    await client.query('rollback'); // does nothing after a commit
    client.release();
  }
}

/** False when the database refused by one of its rules, or undid one of two that waited for each other; everything else is thrown. */
export async function isLetThrough(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' && code.startsWith('23')) return false; // integrity_constraint_violation and its kin
    if (code === '40P01') return false; // deadlock_detected: the lanes of the test share a database
    throw error;
  }
}

const rewrites: Record<string, string> = {
  'other actor': `update event set actor_id = 'reviewer' where case_id = $1`,
  'no events': `delete from event where case_id = $1`,
  'other outcome': `update finding set outcome = 'cleared' where case_id = $1`,
  'other finder': `update finding set by_id = 'reviewer' where case_id = $1`,
  'no findings': `delete from finding where case_id = $1`,
  'no verdicts': `delete from hit_verdict where case_id = $1`,
  'other title': `update case_file set file = jsonb_set(file, '{fields,title}', '"另一个标题"') where case_id = $1`,
  'no drafters': `update case_file set file = jsonb_set(file, '{drafters}', '[]') where case_id = $1`,
  'forged clearance': `update case_file f set file = jsonb_set(file, '{findings}', jsonb_build_array(jsonb_build_object('outcome', 'cleared', 'by', 'reviewer', 'at', '2016-06-28T01:00:00.000Z',
    'seals', (select coalesce(jsonb_object_agg(key, encode(sha256(convert_to(value::text, 'UTF8')), 'hex')), '{}') from jsonb_each(f.file -> 'fields') where jsonb_typeof(value) = 'string')))) where case_id = $1`,
  'other step': `update cases set state = 'approval' where id = $1`,
};

const unseen = '"谁也没有看过的文字"';
const sha256 = (text: string) => hash('sha256', text, 'hex');

async function carryOut(client: ClientBase, caseId: string, told: Write): Promise<void> {
  switch (told.kind) {
    case 'expose': {
      const seal = await someDigest(client, caseId, told.field, told.digest);
      const onto = told.isOnly ? `'{}'::jsonb` : 'exposed';
      await client.query(
        `update cases set exposed = ${onto} || jsonb_build_object($2::text, $3::text) where id = $1`,
        [caseId, told.field, seal],
      );
      return;
    }
    case 'post': {
      const canonical = told.isTrue ? await wordsIn(client, caseId, told.field) : unseen;
      const seal =
        told.digest % 2 === 0 ? sha256(canonical) : await someDigest(client, caseId, told.field, told.digest);
      await client.query(
        `insert into publication (case_id, field, seal, canonical, index_number, posted_at)
         values ($1, $2, $3, $4, coalesce((select number from issued_index_number where case_id = $1), $5), business_now())
         on conflict (case_id, field, seal) do update set canonical = excluded.canonical, taken_down_at = null`,
        [caseId, told.field, seal, canonical, `test-${caseId}`],
      );
      return;
    }
    case 'repost':
      return void (await client.query(
        reposts[told.change],
        told.change === 'back' ? [caseId] : [caseId, unseen],
      ));
    case 'find': {
      const seals = Object.fromEntries(
        await Promise.all(
          told.fields.map(
            async (name) => [name, await someDigest(client, caseId, name, told.digest)] as const,
          ),
        ),
      );
      await client.query(
        `insert into finding (case_id, seq, outcome, by_id, seals, left_out, recorded_at)
         select $1, seq, $2, $3, $4, $5, business_now() from event e where case_id = $1 and not exists (select from finding f where f.case_id = e.case_id and f.seq >= e.seq) order by seq desc limit 1`,
        [caseId, told.outcome, told.by, told.isLeftOut ? {} : seals, told.isLeftOut ? seals : {}],
      );
      return;
    }
    case 'settle':
      await client.query(
        `insert into hit_verdict (case_id, content, hit, verdict, reason, by_id, command_id, recorded_at) values ($1, $2, $3, $4, '理由', $5, $6, business_now())`,
        [caseId, 'a'.repeat(64), '0'.repeat(16), told.verdict, told.by, randomUUID()],
      );
      return;
    case 'draft':
      return void (await client.query(drafts[told.change], told.change === 'empty' ? [] : [caseId, told.by]));
    case 'rewrite':
      return void (await client.query(rewrites[told.what] ?? '', [caseId]));
    case 'relabel':
      return void (await client.query(
        `update portal_item set is_shown = true, ${told.column} = '谁也没有看过的文字' where case_id = $1`,
        [caseId],
      ));
  }
}

const reposts = {
  words: 'update publication set canonical = $2 where case_id = $1',
  seal: `update publication set canonical = $2, seal = encode(sha256(convert_to($2, 'UTF8')), 'hex') where case_id = $1 and field = 'title'`,
  field: `update publication set field = 'summary', canonical = $2 where case_id = $1 and field = 'title'`,
  back: 'update publication set taken_down_at = null where case_id = $1',
};
const drafts = {
  join: 'insert into case_drafter (case_id, person_id) values ($1, $2) on conflict do nothing',
  leave: 'delete from case_drafter where case_id = $1 and person_id = $2',
  swap: `update case_drafter set person_id = 'archivist' where case_id = $1 and person_id = $2`,
  empty: 'truncate case_drafter',
};

/** A digest that stands somewhere about this field, or one that stands nowhere. */
async function someDigest(client: ClientBase, caseId: string, name: string, pick: number): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `select distinct digest from (
       select seals ->> $2 as digest from finding where case_id = $1 union select left_out ->> $2 from finding where case_id = $1
       union select body -> 'changed' ->> $2 from event where case_id = $1) known where digest is not null order by digest`,
    [caseId, name],
  );
  const nowhere = [sha256(unseen), 'a'.repeat(64)];
  const all = [...rows.map(({ digest: one }) => one), ...nowhere];
  return all[pick % all.length] ?? 'a'.repeat(64);
}

/** What stands in the field now, as it would be posted. */
async function wordsIn(client: ClientBase, caseId: string, name: string): Promise<string> {
  const { rows } = await client.query<{ value: unknown }>(
    `select file -> 'fields' -> $2 as value from case_file where case_id = $1`,
    [caseId, name],
  );
  const value = rows[0]?.value;
  return typeof value === 'string' ? JSON.stringify(value) : unseen;
}
