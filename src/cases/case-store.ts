import { chainHash } from '../audit/chain.js';
import type { CaseFile, ClockLedger, World } from '../engine/case-file.js';
import type { Decision } from '../engine/commands.js';
import type { Definition } from '../engine/definition.js';
import { statusOf } from '../engine/record-facts.js';
import type { Statement, Tx } from '../platform/transactions.js';
import { Fault } from '../platform/faults.js';
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

const lockCase: Statement = { name: 'lock-case', text: 'select from cases where id = $1 for update' };

const caseColumns = `
  c.id, c.number, c.title, c.type, c.version, c.state, c.revision, c.seq, encode(c.head, 'hex') as head, c.opened_at, c.section_id, c.owner_id, c.exposed, f.file,
  coalesce((select jsonb_object_agg(k.name, jsonb_build_object('facts', k.facts, 'breaches', k.breaches)) from clock k where k.case_id = c.id), '{}') as clocks`;

const repeatedColumn = `(select jsonb_build_object('caseId', e.case_id, 'digest', encode(e.command_digest, 'hex'), 'state', e.body -> 'to', 'revision', e.body -> 'revision') from event e where e.command_id = $2) as repeated`;

const readLockedCase: Statement = {
  name: 'read-locked-case',
  text: `select ${caseColumns}, business_now() as now, ${repeatedColumn} from cases c join case_file f on f.case_id = c.id where c.id = $1`,
};
const readCase: Statement = {
  name: 'read-case',
  text: `select ${caseColumns}, business_now() as now from cases c join case_file f on f.case_id = c.id where c.id = $1`,
};
const readRepeated: Statement = {
  name: 'read-repeated',
  text: `select business_now() as now, ${repeatedColumn.replace('$2', '$1')}`,
};

export interface LockedCase {
  stored: StoredCase;
  now: Date;
  repeated: Repeated | null;
}

/**
 * Takes the lock first and reads in a second statement: a join that waits for a lock would see the other tables as they
 * were before the wait.
 */
export async function lockAndRead(tx: Tx, caseId: string, commandId: string): Promise<LockedCase | null> {
  const [, [row]] = await Promise.all([
    tx.run(lockCase, [caseId]),
    tx.run<CaseRow>(readLockedCase, [caseId, commandId]), // sent at once; PostgreSQL answers it when the lock is held
  ]);
  return row ? { stored: toStored(row), now: row.now, repeated: row.repeated } : null;
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

const firstHead = '0'.repeat(64);

export interface Writing {
  caseId: string;
  current: StoredCase | null;
  decision: Decision;
  definition: Definition;
  command: CommandMark;
  world: World;
  copies: readonly string[];
}

/** Writes one decision. @throws Fault when the lock was not held and somebody else moved the case */
export async function record(tx: Tx, writing: Writing): Promise<{ id: string; number: string; seq: number }> {
  const seq = (writing.current?.seq ?? 0) + 1;
  const written = await tx.run<{ id: string; number: string }>(recordStatement, [
    JSON.stringify(rowsOf(writing, seq)),
  ]);
  const [row] = written;
  if (!row)
    throw new Fault(
      `case ${writing.caseId} was moved by somebody else while its lock was thought to be held`,
    );
  return { ...row, seq };
}

// The rows of a decision, table by table: one place that shows what it leaves behind.
// eslint-disable-next-line max-lines-per-function
function rowsOf(writing: Writing, seq: number): Record<string, unknown[]> {
  const { caseId, current, decision, definition, command, world } = writing;
  const { next, entry } = decision;
  const body = { seq, commandId: command.id, recordedAt: world.now, revision: next.revision, ...entry };
  const head = chainHash(current?.head ?? firstHead, body);
  const row = {
    id: caseId,
    state: next.state,
    title: titleOf(definition, next),
    revision: next.revision,
    seq,
    head,
    exposed: next.exposed,
    ...dueOf(definition, next, world),
  };
  const { fields, drafters, signing, findings, cameFrom } = next;
  return {
    open: current
      ? []
      : [
          {
            ...row,
            type: next.type,
            version: next.version,
            sectionId: next.section,
            ownerId: next.owner,
            openedAt: entry.occurredAt,
          },
        ],
    move: current ? [{ ...row, closedAt: definition.states[next.state]?.final ? world.now : null }] : [],
    file: [{ caseId, file: { fields, drafters, signing, findings, cameFrom } }],
    drafters: drafters
      .filter((person) => !current?.file.drafters.includes(person))
      .map((personId) => ({ caseId, personId })),
    clocks: clockRows(writing),
    events: [
      {
        caseId,
        seq,
        commandId: command.id,
        commandDigest: command.digest,
        actorId: entry.by,
        action: entry.action,
        recordedAt: world.now,
        body,
        hash: head,
      },
    ],
    findings: entry.finding ? [{ caseId, seq, ...entry.finding }] : [],
    disarm: decision.disarm.map((clock) => ({ caseId, clock })),
    arm: decision.arm.map((alarm) => ({ caseId, seq, ...alarm })),
    tasks: taskRows(writing, seq),
    copies: writing.copies.map((personId) => ({ caseId, personId, at: world.now })),
    outbox: decision.effects.map(({ effect, payload }, no) => ({
      caseId,
      seq,
      no,
      effect,
      payload,
      instant: world.now,
    })),
  };
}

function clockRows({ caseId, current, decision, definition, world }: Writing): unknown[] {
  return Object.entries(decision.next.clocks)
    .filter(
      ([name, ledger]) =>
        ledger !== current?.file.clocks[name] || 'field' in (definition.clocks[name]?.limit ?? {}),
    )
    .map(([name, { facts, breaches }]) => {
      const clock = definition.clocks[name];
      const status = clock ? statusOf(clock, decision.next.clocks[name], decision.next, world) : undefined;
      return {
        caseId,
        name,
        facts,
        breaches,
        state: status?.state ?? 'void',
        dueAt: status?.state === 'running' ? status.dueAt : null,
      };
    });
}

function taskRows({ caseId, decision, definition, world }: Writing, seq: number): unknown[] {
  const { next } = decision;
  if (definition.states[next.state]?.final) return [];
  return next.signing.tasks
    .filter(({ state }) => state === 'open' || state === 'waiting')
    .map(({ id, assignee, state }) => {
      const who =
        'person' in assignee
          ? { personId: assignee.person }
          : { role: assignee.role, sectionId: assignee.section ?? null };
      return { caseId, seq, no: id, ...who, state, since: world.now };
    });
}

/** The soonest deadline still ahead or already missed, and whether any deadline of this case was ever missed. */
function dueOf(
  definition: Definition,
  file: CaseFile,
  world: World,
): { nextDueAt: string | null; isLate: boolean } {
  const dues = Object.entries(definition.clocks).flatMap(([name, clock]) => {
    const status = statusOf(clock, file.clocks[name], file, world);
    return status.state === 'running' ? [status.dueAt] : [];
  });
  return {
    nextDueAt: dues.sort()[0] ?? null,
    isLate: Object.values(file.clocks).some(({ breaches }) => breaches.length > 0),
  };
}

/** What a list calls the case: its title field, else what its type is called. */
function titleOf(definition: Definition, file: CaseFile): string {
  const { title } = file.fields;
  return typeof title === 'string' && title !== '' ? title : definition.title.zh;
}
