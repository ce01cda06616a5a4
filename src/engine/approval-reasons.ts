import type { Operation, OperationContext, Signing, Task } from './approval.js';
import {
  assigneeFaults,
  isSameAssignee,
  matches,
  type ActorView,
  type Assignee,
} from './approval-assignees.js';
import { delegatedFrom, isCounted, isPending } from './approval-tasks.js';
import { reason, type Reason } from './reasons.js';

type Given = Extract<Operation, { op: 'add-signer' | 'transfer' | 'delegate' }>;

/** Everything that speaks against an operation: who acts, what they bring, and whom they name. Empty means it may be done. */
export function reasonsAgainst(
  signing: Signing,
  operation: Operation,
  task: Task | undefined,
  actor: ActorView,
  context: OperationContext,
): Reason[] {
  const isOver = !signing.tasks.some((one) => one.state === 'open');
  const reasons = isOver ? [reason('case-closed')] : [];
  if (actor.kind === 'system' && operation.op !== 'copy' && operation.op !== 'nudge')
    reasons.push(personOnly());
  switch (operation.op) {
    case 'nudge':
      return reasons; // the workflow says which roles may nudge
    case 'copy':
      return [...reasons, ...copyReasons(signing, operation.to, actor, context)];
    case 'recall':
      return [...reasons, ...recallReasons(signing, operation.note, actor)];
    default:
      if (!isOver) reasons.push(...taskReasons(signing.tasks, operation, task, actor));
      if (isBarred(operation, task, actor, context)) reasons.push(reason('own-work', { person: actor.id }));
      if (operation.op === 'return')
        return [...reasons, ...returnReasons(signing.tasks, operation.note, task)];
      if (operation.op === 'sign') return reasons;
      return [...reasons, ...givenReasons(signing.tasks, operation, task, actor, context)];
  }
}

/** An automatic outcome is a verb of its own in the workflow and never shows as somebody's approval. */
function personOnly(): Reason {
  return reason('wrong-role', { roles: '工作人员本人', rolesEn: 'a person' });
}

function taskReasons(
  tasks: readonly Task[],
  operation: Operation,
  task: Task | undefined,
  actor: ActorView,
): Reason[] {
  if (task) return [];
  const wanted = 'task' in operation ? operation.task : undefined;
  const asked = tasks.filter((one) => wanted === undefined || one.id === wanted);
  if (asked.some((one) => one.state === 'waiting' && matches(one.assignee, actor)))
    return [reason('not-your-turn')];
  if (asked.some((one) => one.state === 'done' && one.by === actor.id)) return [reason('already-signed')];
  return [reason('not-your-task')];
}

/**
 * Who may not decide may not choose who decides either. Only a task that is theirs by name may be transferred,
 * because nobody else could move it.
 */
function isBarred(
  operation: Operation,
  task: Task | undefined,
  actor: ActorView,
  { barred }: OperationContext,
): boolean {
  const isOnlyTheirs = operation.op === 'transfer' && task !== undefined && 'person' in task.assignee;
  return barred.includes(actor.id) && !isOnlyTheirs;
}

function noteReasons(note: string): Reason[] {
  return note.trim() === '' ? [reason('note-required')] : [];
}

function recallReasons(signing: Signing, note: string, actor: ActorView): Reason[] {
  const reasons = noteReasons(note);
  if (signing.sentBy !== actor.id) reasons.push(reason('not-your-task'));
  if (signing.acted) reasons.push(reason('too-late-to-recall'));
  return reasons;
}

/** A delegate prepares and the delegator decides: sending the case back is such a decision. */
function returnReasons(tasks: readonly Task[], note: string, task: Task | undefined): Reason[] {
  const reasons = noteReasons(note);
  if (task && delegatedFrom(tasks, task)) {
    reasons.push(
      wrong(
        '退回',
        'return',
        '委派的任务须先交回委派人，由委派人决定是否退回',
        'delegated work goes back to the delegator, who decides whether to return the case',
      ),
    );
  }
  return reasons;
}

function copyReasons(
  signing: Signing,
  to: readonly Assignee[],
  actor: ActorView,
  context: OperationContext,
): Reason[] {
  const isPartOfIt = signing.tasks.some((task) => task.by === actor.id || matches(task.assignee, actor));
  const mayCopy = actor.kind === 'system' || isPartOfIt || signing.sentBy === actor.id;
  const reasons = mayCopy ? [] : [reason('not-your-task')];
  if (to.length === 0) reasons.push(reason('missing-need', { title: '抄送对象', field: 'to' }));
  // To be informed is not to decide: the bar does not apply.
  return [...reasons, ...to.flatMap((assignee) => assigneeFaults(assignee, context.directory, []))];
}

function givenReasons(
  tasks: readonly Task[],
  operation: Given,
  task: Task | undefined,
  actor: ActorView,
  context: OperationContext,
): Reason[] {
  const target = operation.op === 'add-signer' ? operation.assignee : operation.to;
  const faults = assigneeFaults(target, context.directory, context.barred);
  if (operation.op === 'delegate') {
    const isActor = 'person' in target && target.person === actor.id;
    if (!isActor && !(task && isSameAssignee(task.assignee, target))) return faults;
    return [
      ...faults,
      wrong(
        '委派对象',
        'to',
        '任务本来就在您这里，请选择别人',
        'the task is with you already; choose somebody else',
      ),
    ];
  }
  const isWorkOfDelegate =
    operation.op === 'transfer' && task !== undefined && delegatedFrom(tasks, task) !== undefined;
  if (isWorkOfDelegate || !isAlreadyAsked(tasks, target)) return faults;
  const title = operation.op === 'transfer' ? '转办对象' : '加签人';
  const field = operation.op === 'transfer' ? 'to' : 'assignee';
  return [
    ...faults,
    wrong(
      title,
      field,
      '此人或此角色已在签署之列，一人不能算两票',
      'already among those who sign; nobody counts twice',
    ),
  ];
}

/** Whether the assignee has a voice in this signing: asked, signed already, or waiting for delegated work to come back. */
function isAlreadyAsked(tasks: readonly Task[], assignee: Assignee): boolean {
  return tasks.some((task) => {
    const isTheirs = isSameAssignee(task.assignee, assignee);
    const isDoer = 'person' in assignee && task.by === assignee.person;
    if (isPending(task)) return isTheirs && !delegatedFrom(tasks, task);
    if (isCounted(tasks, task)) return isTheirs || isDoer;
    return isDoer && isAwaitingWork(tasks, task);
  });
}

function isAwaitingWork(tasks: readonly Task[], task: Task): boolean {
  const children = tasks.filter((child) => child.parent === task.id);
  const isOut = children.some((child) => child.delegation === 'delegate');
  return isOut && !children.some((child) => child.delegation === 'confirm') && !delegatedFrom(tasks, task);
}

function wrong(title: string, field: string, why: string, whyEn: string): Reason {
  return reason('bad-value', { title, field, why, whyEn });
}
