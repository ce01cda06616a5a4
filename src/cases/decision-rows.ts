import { chainHash } from '../audit/chain.js';
import type { CaseFile, World } from '../engine/case-file.js';
import type { Decision } from '../engine/commands.js';
import type { Definition } from '../engine/definition.js';
import { statusOf } from '../engine/record-facts.js';
import type { CommandMark, StoredCase } from './case-store.js';

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

// The rows of a decision, table by table: one place that shows what it leaves behind.
// eslint-disable-next-line max-lines-per-function
export function rowsOf(writing: Writing): Record<string, unknown[]> {
  const { caseId, current, decision, definition, command, world } = writing;
  const seq = (current?.seq ?? 0) + 1;
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
