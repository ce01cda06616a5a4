import type { CaseFile, ClockLedger } from '../engine/case-file.js';
import type { Statement, Tx } from '../platform/transactions.js';
import { Fault } from '../platform/faults.js';
import { rowsOf, type Writing } from './decision-rows.js';
import { recordStatement } from './record-statement.js';

/** A case as it stands in the database, locked for the transaction that read it. */
export interface StoredCase {
  id: string;
  number: string;
  title: string;
  seq: number;
  head: string;
  openedAt: string;
  file: CaseFile;
}
export interface Repeated {
  caseId: string;
  digest: string | null;
  state: string;
  revision: number;
}
export interface CommandMark {
  id: string;
  digest: string | null;
}

interface CaseRow {
  id: string;
  number: string;
  title: string;
  type: string;
  version: number;
  state: string;
  revision: number;
  seq: number;
  head: string;
  opened_at: Date;
  section_id: string | null;
  owner_id: string;
  exposed: Record<string, string>;
  file: Pick<CaseFile, 'fields' | 'drafters' | 'signing' | 'findings' | 'cameFrom'>;
  clocks: Record<string, ClockLedger>;
  now: Date;
  repeated: Repeated | null;
}

const lockCases: Statement = {
  name: 'lock-cases',
  text: 'select id from cases where id = any ($1::uuid[]) order by id for update',
};
const lockFreeCases: Statement = { name: 'lock-free-cases', text: `${lockCases.text} skip locked` };

const caseColumns = `
  c.id, c.number, c.title, c.type, c.version, c.state, c.revision, c.seq, encode(c.head, 'hex') as head, c.opened_at, c.section_id, c.owner_id, c.exposed, f.file,
  coalesce((select jsonb_object_agg(k.name, jsonb_build_object('facts', k.facts, 'breaches', k.breaches)) from clock k where k.case_id = c.id), '{}') as clocks`;

const repeatedColumn = `(select jsonb_build_object('caseId', e.case_id, 'digest', encode(e.command_digest, 'hex'), 'state', e.body -> 'to', 'revision', e.body -> 'revision') from event e where e.command_id = asked.command) as repeated`;

const readLockedCases: Statement = {
  name: 'read-locked-cases',
  text: `select ${caseColumns}, business_now() as now, ${repeatedColumn} from unnest($1::uuid[], $2::uuid[]) as asked (id, command) join cases c on c.id = asked.id join case_file f on f.case_id = c.id`,
};
const readCase: Statement = {
  name: 'read-case',
  text: `select ${caseColumns}, business_now() as now from cases c join case_file f on f.case_id = c.id where c.id = $1`,
};
const readRepeated: Statement = {
  name: 'read-repeated',
  text: `select business_now() as now, ${repeatedColumn} from (values ($1::uuid)) as asked (command)`,
};

export interface LockedCase {
  stored: StoredCase;
  now: Date;
  repeated: Repeated | null;
}

/**
 * Takes the locks first, in the order of the ids, and reads in a second statement: a join that waits for a lock would see
 * the other tables as they were before the wait.
 * @param how `skip` leaves out the cases that somebody else holds instead of waiting for them
 * @returns the cases that exist and are now locked, by id
 */
export async function lockAndRead(
  tx: Tx,
  asked: readonly { caseId: string; commandId: string }[],
  how: 'wait' | 'skip',
): Promise<Map<string, LockedCase>> {
  const ids = asked.map(({ caseId }) => caseId);
  const commands = asked.map(({ commandId }) => commandId);
  const [locked, rows] = await Promise.all([
    tx.run<{ id: string }>(how === 'wait' ? lockCases : lockFreeCases, [ids]),
    tx.run<CaseRow>(readLockedCases, [ids, commands]), // sent at once; PostgreSQL answers it when the locks are held
  ]);
  const held = new Set(locked.map(({ id }) => id));
  return new Map(
    rows
      .filter(({ id }) => held.has(id))
      .map((row) => [row.id, { stored: toStored(row), now: row.now, repeated: row.repeated }]),
  );
}

export async function readOne(tx: Tx, caseId: string): Promise<{ stored: StoredCase; now: Date } | null> {
  const row = (await tx.run<CaseRow>(readCase, [caseId]))[0];
  return row ? { stored: toStored(row), now: row.now } : null;
}

export async function mustRead(tx: Tx, caseId: string): Promise<StoredCase> {
  const found = await readOne(tx, caseId);
  if (!found) throw new Fault(`the ledger names case ${caseId}, which does not exist`);
  return found.stored;
}

/** What an earlier run of the same command did, and what time it is. */
export async function findRepeated(
  tx: Tx,
  commandId: string,
): Promise<{ now: Date; repeated: Repeated | null }> {
  const row = (await tx.run<{ now: Date; repeated: Repeated | null }>(readRepeated, [commandId]))[0];
  if (!row) throw new Fault('PostgreSQL answered nothing where one row was due');
  return row;
}

function toStored(row: CaseRow): StoredCase {
  const { type, version, state, revision, clocks, exposed } = row;
  const file: CaseFile = {
    ...row.file,
    type,
    version,
    state,
    revision,
    clocks,
    exposed,
    section: row.section_id,
    owner: row.owner_id,
  };
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    seq: row.seq,
    head: row.head,
    openedAt: row.opened_at.toISOString(),
    file,
  };
}

/**
 * Writes decisions, each of another case, in one statement.
 * @returns the number of each case, by its id
 * @throws Fault when a lock was not held and somebody else moved a case
 */
export async function record(tx: Tx, writings: readonly Writing[]): Promise<Map<string, string>> {
  const rows = writings.map(rowsOf);
  const tables = Object.keys(rows[0] ?? {});
  const input = Object.fromEntries(tables.map((table) => [table, rows.flatMap((row) => row[table] ?? [])]));
  const written = await tx.run<{ id: string; number: string }>(recordStatement, [JSON.stringify(input)]);
  const numbers = new Map(written.map(({ id, number }) => [id, number]));
  const moved = writings.find(({ caseId }) => !numbers.has(caseId));
  if (moved)
    throw new Fault(`case ${moved.caseId} was moved by somebody else while its lock was thought to be held`);
  return numbers;
}
