import type { PoolClient } from 'pg';
import { chainStart, verifyChain, type AuditEntry } from '../audit/chain.js';

export interface Head {
  id: string;
  number: string;
  seq: number;
  hash: string;
}
export interface BadChain {
  number: string;
  /** The first entry that is wrong. */
  seq: number;
  why: string;
}
export interface WalkReport {
  cases: number;
  events: number;
  bad: BadChain[];
}

interface EventRow {
  caseId: string;
  seq: number;
  hash: string;
  body: Record<string, unknown>;
  commandId: string;
  actorId: string;
  action: string;
  recordedAt: Date;
}

const casesPerPage = 500;
const eventsPerPage = 2_000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** The heads of all cases in the order of their ids, a page at a time. */
export async function* readHeads(client: PoolClient): AsyncGenerator<Head[]> {
  let after = beforeAll;
  for (;;) {
    const { rows } = await client.query<Head>(
      `select id, number, seq, encode(head, 'hex') as hash from cases where id > $1 order by id limit ${casesPerPage}`,
      [after],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.id ?? after;
  }
}

/**
 * Proves every chain, one page in memory at a time, and compares it with the head that the case carries. The client holds a
 * snapshot (REPEATABLE READ): a case that moves meanwhile must not look like one that was tampered with.
 */
export async function walkChains(client: PoolClient): Promise<WalkReport> {
  const report: WalkReport = { cases: 0, events: 0, bad: [] };
  for await (const heads of readHeads(client)) {
    report.cases += heads.length;
    const rest = new Map(heads.map((head) => [head.id, head]));
    for await (const { caseId, rows } of readChains(client, [...rest.keys()])) {
      report.events += rows.length;
      const head = rest.get(caseId);
      rest.delete(caseId);
      if (head) report.bad.push(...checkCase(head, rows));
    }
    for (const head of rest.values()) report.bad.push(...checkCase(head, [])); // a case whose whole ledger is gone
  }
  return report;
}

function checkCase(head: Head, rows: readonly EventRow[]): BadChain[] {
  const verdict = verifyChain(entriesOf(rows), head);
  const misfit = rows.find((row) => !isTold(row));
  const wrong = verdict.ok ? [] : [{ number: head.number, seq: verdict.seq, why: verdict.why }];
  if (!misfit || (!verdict.ok && verdict.seq <= misfit.seq)) return wrong;
  return [
    {
      number: head.number,
      seq: misfit.seq,
      why: `the columns of entry ${misfit.seq} say something else than the entry that was hashed`,
    },
  ];
}

function* entriesOf(rows: readonly EventRow[]): Generator<AuditEntry> {
  let prev = chainStart;
  for (const { seq, hash, body } of rows) {
    yield { seq, prev, hash, body };
    prev = hash;
  }
}

/** The hash covers the body; lists and searches read the columns beside it, so these must say the same. */
function isTold({ seq, body, commandId, actorId, action, recordedAt }: EventRow): boolean {
  const isSame =
    body['seq'] === seq &&
    body['commandId'] === commandId &&
    body['by'] === actorId &&
    body['action'] === action;
  return isSame && Date.parse(String(body['recordedAt'])) === recordedAt.getTime();
}

async function* readChains(
  client: PoolClient,
  ids: readonly string[],
): AsyncGenerator<{ caseId: string; rows: EventRow[] }> {
  let rows: EventRow[] = [];
  for await (const row of readEvents(client, ids)) {
    const [first] = rows;
    if (first && first.caseId !== row.caseId) {
      yield { caseId: first.caseId, rows };
      rows = [];
    }
    rows.push(row);
  }
  if (rows[0]) yield { caseId: rows[0].caseId, rows };
}

async function* readEvents(client: PoolClient, ids: readonly string[]): AsyncGenerator<EventRow> {
  let after = { caseId: beforeAll, seq: 0 };
  for (;;) {
    const { rows } = await client.query<EventRow>(
      `select case_id as "caseId", seq, encode(hash, 'hex') as hash, body, command_id as "commandId", actor_id as "actorId", action, recorded_at as "recordedAt"
       from event where case_id = any ($1::uuid[]) and (case_id, seq) > ($2::uuid, $3::int) order by case_id, seq limit ${eventsPerPage}`,
      [ids, after.caseId, after.seq],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < eventsPerPage) return;
    after = last;
  }
}
