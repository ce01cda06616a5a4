import type { Operation, Signing, Task } from './approval.js';
import { isSameAssignee, type ActorView, type Assignee } from './approval-assignees.js';
import { delegatedFrom, firstOf, isComplete, openReady, withdrawRest } from './approval-tasks.js';

export interface OperationOutcome {
  kind: 'next';
  signing: Signing;
  outcome?: 'complete' | 'recalled' | 'returned';
}

type AddSigner = Extract<Operation, { op: 'add-signer' }>;
type HandOn = Extract<Operation, { op: 'transfer' | 'delegate' }>;

/** Carries out an operation that nothing speaks against; `task` is the actor's own open task where one is needed. */
export function applyOperation(
  signing: Signing,
  operation: Operation,
  task: Task | undefined,
  actor: ActorView,
  at: string,
): OperationOutcome {
  switch (operation.op) {
    case 'sign':
      return sign(signing, theirs(task), actor);
    case 'add-signer':
      return next(signing, addSigner(signing.tasks, operation, theirs(task), actor));
    case 'transfer':
    case 'delegate':
      return next(signing, handOn(signing.tasks, operation, theirs(task), actor));
    case 'copy':
      return { kind: 'next', signing: { ...signing, copies: withCopies(signing.copies, operation.to) } };
    case 'nudge': {
      const nudge = { by: actor.id, at, ...noted(operation.note) };
      return { kind: 'next', signing: { ...signing, nudges: [...signing.nudges, nudge] } };
    }
    case 'recall':
      return {
        kind: 'next',
        signing: { ...signing, tasks: withdrawRest(signing.tasks) },
        outcome: 'recalled',
      };
    case 'return':
      return { ...next(signing, withdrawRest(signing.tasks)), outcome: 'returned' };
  }
}

function theirs(task: Task | undefined): Task {
  if (!task) throw new TypeError('an operation on a task was let through without one');
  return task;
}

function next(signing: Signing, tasks: Task[]): OperationOutcome {
  return { kind: 'next', signing: { ...signing, tasks, acted: true } };
}

function noted(note: string | undefined): { note?: string } {
  return note === undefined ? {} : { note };
}

function replaced(tasks: readonly Task[], id: number, change: Partial<Task>): Task[] {
  return tasks.map((task) => (task.id === id ? { ...task, ...change } : task));
}

function newId(tasks: readonly Task[]): number {
  return Math.max(...tasks.map((task) => task.id)) + 1;
}

/** A delegate's signature gives the work back; any other settles the responsibility, and perhaps the signing. */
function sign(signing: Signing, task: Task, actor: ActorView): OperationOutcome {
  const delegating = delegatedFrom(signing.tasks, task);
  const isVote = !delegating && task.kind === 'sign';
  const done = replaced(signing.tasks, task.id, {
    state: 'done',
    by: actor.id,
    ...(isVote ? { vote: 'agree' } : {}),
  });
  if (delegating) return next(signing, [...done, confirmation(done, delegating)]);
  const tasks = openReady(done);
  if (!isComplete({ ...signing, tasks })) return next(signing, tasks);
  return { ...next(signing, withdrawRest(tasks)), outcome: 'complete' };
}

/** The delegator in person confirms, even where the task had been given to a role. */
function confirmation(tasks: readonly Task[], delegating: Task): Task {
  const assignee = delegating.by === undefined ? delegating.assignee : { person: delegating.by };
  return childOf(tasks, delegating, { assignee, delegation: 'confirm' });
}

function handOn(tasks: readonly Task[], operation: HandOn, task: Task, actor: ActorView): Task[] {
  const given = { assignee: operation.to, delegation: operation.op, ...noted(operation.note) };
  return [...replaced(tasks, task.id, { state: 'handed-on', by: actor.id }), childOf(tasks, task, given)];
}

function childOf(
  tasks: readonly Task[],
  parent: Task,
  given: Pick<Task, 'assignee' | 'delegation' | 'note'>,
): Task {
  return {
    id: newId(tasks),
    state: 'open',
    order: parent.order,
    kind: parent.kind,
    parent: parent.id,
    waitsFor: [],
    ...given,
  };
}

/**
 * 前加签 holds the adder back until the added signer has signed, 并加签 asks both now, 后加签 asks when the adder's
 * responsibility is settled. Whoever waited for the adder then waits for the added signer too.
 */
function addSigner(tasks: readonly Task[], operation: AddSigner, task: Task, actor: ActorView): Task[] {
  const { position } = operation;
  const id = newId(tasks);
  const firstId = firstOf(tasks, task).id;
  const added: Task = {
    id,
    assignee: operation.assignee,
    state: position === 'after' ? 'waiting' : 'open',
    order: position === 'after' ? task.order + 1 : task.order,
    kind: task.kind,
    ...noted(operation.note),
    addedBy: actor.id,
    addedTo: task.id,
    waitsFor: position === 'after' ? [firstId] : [],
  };
  const others = tasks.map((other): Task => {
    const order = other.order + (isMovedDown(other, task, position) ? 1 : 0);
    if (position !== 'before') return { ...other, order, waitsFor: waitingAlso(other, firstId, id) };
    return other.id === task.id
      ? { ...other, order, state: 'waiting', waitsFor: [...other.waitsFor, id] }
      : { ...other, order };
  });
  return [...others, added];
}

/** Makes room in the reading order. */
function isMovedDown(other: Task, task: Task, position: AddSigner['position']): boolean {
  if (position === 'beside') return false;
  return position === 'before' ? other.order >= task.order : other.order > task.order;
}

function waitingAlso(task: Task, firstId: number, addedId: number): number[] {
  return task.waitsFor.includes(firstId) ? [...task.waitsFor, addedId] : task.waitsFor;
}

function withCopies(copies: readonly Assignee[], to: readonly Assignee[]): Assignee[] {
  return to.reduce<Assignee[]>(
    (kept, one) => (kept.some((known) => isSameAssignee(known, one)) ? kept : [...kept, one]),
    [...copies],
  );
}
