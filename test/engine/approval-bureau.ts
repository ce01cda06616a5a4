import {
  openSigning,
  operate,
  type ActorView,
  type Assignee,
  type Directory,
  type Operation,
  type OperationContext,
  type OperationResult,
  type Signing,
  type Task,
} from '../../src/engine/approval.js';

/** A small bureau: 法规科 is the short name of one section, 公管科 of another, and 综合科 of two. */
export const directory: Directory = {
  sections: [
    { id: 'law', zh: '法规和司法鉴定科', shortNames: ['法规科'], isBusiness: true },
    { id: 'notary', zh: '公证管理科', shortNames: ['公管科', '综合科'], isBusiness: true },
    { id: 'office', zh: '办公室', shortNames: ['综合科'], isBusiness: false },
  ],
  people: [
    { id: 'drafter', roles: [{ role: 'drafter', section: 'law' }, { role: 'reviewer' }] },
    { id: 'li', roles: [{ role: 'reviewer' }] },
    { id: 'wang', roles: [{ role: 'reviewer' }, { role: 'section-head', section: 'law' }] },
    { id: 'chen', roles: [{ role: 'leader' }] },
    { id: 'zhao', roles: [{ role: 'section-head', section: 'notary' }] },
    {
      id: 'lin',
      roles: [
        { role: 'section-head', section: 'office' },
        { role: 'office-lead', section: null },
      ],
    },
    { id: 'zhou', roles: [] },
  ],
};

export const context: OperationContext = { at: '2026-03-02T01:00:00.000Z', barred: ['drafter'], directory };

export const named = (person: string): Assignee => ({ person });

export function actor(id: string): ActorView {
  const roles = directory.people.find((person) => person.id === id)?.roles ?? [];
  return { kind: 'person', id, roles };
}

export const open = (mode: Signing['mode'], ...people: string[]): Signing =>
  openSigning(mode, people.map(named), 'drafter');
export const signIt: Operation = { op: 'sign' };
export const transfer = (person: string): Operation => ({ op: 'transfer', to: named(person) });
export const delegate = (person: string): Operation => ({ op: 'delegate', to: named(person) });
export const addSigner = (person: string, position: 'before' | 'beside' | 'after'): Operation => ({
  op: 'add-signer',
  assignee: named(person),
  position,
});

/** Freezes everything inside, so that a test fails where a pure function writes into what it was given. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

export function attempt(
  signing: Signing,
  by: string,
  operation: Operation,
  given: Partial<OperationContext> = {},
): OperationResult {
  return operate(frozen(signing), frozen(operation), frozen(actor(by)), frozen({ ...context, ...given }));
}

/** The signing after an operation that must be accepted. */
export function after(signing: Signing, by: string, operation: Operation): Signing {
  const result = attempt(signing, by, operation);
  if (result.kind === 'refused') throw new Error(`refused: ${JSON.stringify(result.reasons)}`);
  return result.signing;
}

export function outcomeOf(result: OperationResult): string {
  return result.kind === 'refused' ? 'refused' : (result.outcome ?? 'goes on');
}

export function codesOf(result: OperationResult): string[] {
  return result.kind === 'refused' ? result.reasons.map((one) => one.code) : [];
}

export function taskOf(signing: Signing, person: string, state: Task['state'] = 'open'): Task {
  const task = signing.tasks.find(
    (one) => 'person' in one.assignee && one.assignee.person === person && one.state === state,
  );
  if (!task) throw new Error(`${person} has no ${state} task: ${JSON.stringify(signing.tasks)}`);
  return task;
}

/** Who is asked now, as `person` or `role@section`. */
export function askedNow(signing: Signing): string[] {
  return signing.tasks
    .filter((task) => task.state === 'open')
    .map(({ assignee }) =>
      'person' in assignee ? assignee.person : [assignee.role, assignee.section].filter(Boolean).join('@'),
    );
}
