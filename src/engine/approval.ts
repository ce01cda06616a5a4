import { refuse, type Reason } from './reasons.js';
import { isSameAssignee, type ActorView, type Assignee, type Directory } from './approval-assignees.js';
import { applyOperation, type OperationOutcome } from './approval-operations.js';
import { reasonsAgainst } from './approval-reasons.js';
import { chooseTask } from './approval-tasks.js';

export { expandAssignees, matches } from './approval-assignees.js';
export type { ActorView, Assignee, AssigneeSpec, Directory } from './approval-assignees.js';
export { openTasksFor } from './approval-tasks.js';

/** 会签 all, 或签 any, 顺签 in turn. An ordinary step that one person handles is `any`. */
export type SigningMode = 'all' | 'any' | 'in-turn';

/**
 * One thing asked of somebody. A task that is done, withdrawn or handed on stays so for good; when delegated work
 * comes back, the delegator gets a new task. Tasks linked by `parent` are one responsibility that moved.
 */
export interface Task {
  id: number;
  assignee: Assignee;
  state: 'waiting' | 'open' | 'done' | 'withdrawn' | 'handed-on';
  /** Place in the list that people read; what a task really waits for is in `waitsFor`. */
  order: number;
  kind: 'sign' | 'handle';
  /** Only a signature that counts is a vote: what a delegate prepared is not. */
  vote?: 'agree';
  /** Who finished it or handed it on. */
  by?: string;
  parent?: number;
  delegation?: 'delegate' | 'transfer' | 'confirm';
  note?: string;
  addedBy?: string;
  /** The task whose holder added this one (加签): both answer together. */
  addedTo?: number;
  /** First tasks of the responsibilities that must be settled before this one opens. */
  waitsFor: number[];
}

export interface Nudge {
  by: string;
  at: string;
  note?: string;
}

export interface Signing {
  mode: SigningMode;
  tasks: Task[];
  copies: Assignee[];
  nudges: Nudge[];
  /** Who moved the case here, and may recall it. */
  sentBy?: string;
  /** Somebody signed, handed over or added a signer since: it is too late to recall. */
  acted: boolean;
}

/** What can be done with a signing. `task` chooses among several open tasks of the same person; the first is the default. */
export type Operation =
  | { op: 'sign'; task?: number }
  | {
      op: 'add-signer';
      assignee: Assignee;
      position: 'before' | 'beside' | 'after';
      note?: string;
      task?: number;
    }
  | { op: 'transfer' | 'delegate'; to: Assignee; note?: string; task?: number }
  | { op: 'copy'; to: Assignee[] }
  | { op: 'nudge'; note?: string }
  | { op: 'recall'; note: string }
  | { op: 'return'; note: string };

/** What an operation may depend on: the instant, who may not decide on this case, and who exists. */
export interface OperationContext {
  at: string;
  barred: readonly string[];
  directory: Directory;
}

export type OperationResult = OperationOutcome | { kind: 'refused'; reasons: Reason[] };

/**
 * Asks everybody who must answer when a case enters a state.
 * @param assignees in turn order; somebody named twice is asked once, so that one person is never two votes
 * @param sentBy who moved the case here and may recall it; nobody when a timer or a receipt did
 * @param kind `handle` for a step that is work and not a vote
 */
export function openSigning(
  mode: SigningMode,
  assignees: readonly Assignee[],
  sentBy?: string,
  kind: Task['kind'] = 'sign',
): Signing {
  const asked = assignees.filter(
    (one, index) => assignees.findIndex((other) => isSameAssignee(one, other)) === index,
  );
  const tasks = asked.map((assignee, index): Task => {
    const isHeldBack = mode === 'in-turn' && index > 0;
    const waitsFor = isHeldBack ? [index] : [];
    return {
      id: index + 1,
      assignee,
      state: isHeldBack ? 'waiting' : 'open',
      order: index + 1,
      kind,
      waitsFor,
    };
  });
  return { mode, tasks, copies: [], nudges: [], ...(sentBy === undefined ? {} : { sentBy }), acted: false };
}

/**
 * One operation by one actor: the signing that follows, or every reason why not. The given signing is never changed.
 * No operation signs in the name of a timer: the service may copy and nudge, and nothing else.
 * @returns `outcome` when the signing ended: `complete`, `recalled` or `returned`; no task is open after that
 */
export function operate(
  signing: Signing,
  operation: Operation,
  actor: ActorView,
  context: OperationContext,
): OperationResult {
  const task = chooseTask(signing.tasks, operation, actor);
  const reasons = reasonsAgainst(signing, operation, task, actor, context);
  if (reasons.length > 0) return refuse(reasons);
  return applyOperation(signing, operation, task, actor, context.at);
}
