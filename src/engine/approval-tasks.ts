import type { Operation, Signing, Task } from './approval.js';
import { matches, type ActorView } from './approval-assignees.js';

type Tasks = readonly Task[];

function taskNumbered(tasks: Tasks, id: number): Task {
  const task = tasks.find((one) => one.id === id);
  if (!task) throw new RangeError(`signing has no task ${id}`);
  return task;
}

/** The first task of a responsibility that was transferred or delegated since; a task that never moved is its own first. */
export function firstOf(tasks: Tasks, task: Task): Task {
  return task.parent === undefined ? task : firstOf(tasks, taskNumbered(tasks, task.parent));
}

/** The task to which finished work goes back, if it was delegated (委派) and not handed over for good (转办). */
export function delegatedFrom(tasks: Tasks, task: Task): Task | undefined {
  if (task.parent === undefined) return undefined;
  const parent = taskNumbered(tasks, task.parent);
  return task.delegation === 'delegate' ? parent : delegatedFrom(tasks, parent);
}

/** Whether finishing this task settled its responsibility: a delegate's work does not. */
export function isCounted(tasks: Tasks, task: Task): boolean {
  return task.state === 'done' && delegatedFrom(tasks, task) === undefined;
}

/** @param firstId the first task of the responsibility */
export function isSettled(tasks: Tasks, firstId: number): boolean {
  return tasks.some((task) => isCounted(tasks, task) && firstOf(tasks, task).id === firstId);
}

/** The original responsibility to whose answer this one was added (加签), or itself. */
function answerOf(tasks: Tasks, task: Task): Task {
  const first = firstOf(tasks, task);
  return first.addedTo === undefined ? first : answerOf(tasks, taskNumbered(tasks, first.addedTo));
}

/**
 * Whether the mode is satisfied. In 或签 one answer is enough, but an answer to which signers were added is given only
 * when they have signed too; otherwise adding a signer after oneself would ask nobody.
 */
export function isComplete({ mode, tasks }: Signing): boolean {
  const firsts = tasks.filter((task) => task.parent === undefined);
  if (mode !== 'any') return firsts.every((first) => isSettled(tasks, first.id));
  const answers = firsts.filter((first) => first.addedTo === undefined);
  return answers.some((answer) =>
    firsts.every((first) => answerOf(tasks, first).id !== answer.id || isSettled(tasks, first.id)),
  );
}

/** Opens what waits for nothing any more. */
export function openReady(tasks: Tasks): Task[] {
  return tasks.map((task) => {
    const isReady = task.state === 'waiting' && task.waitsFor.every((firstId) => isSettled(tasks, firstId));
    return isReady ? { ...task, state: 'open' } : task;
  });
}

export function withdrawRest(tasks: Tasks): Task[] {
  return tasks.map((task) => (isPending(task) ? { ...task, state: 'withdrawn' } : task));
}

export function isPending(task: Task): boolean {
  return task.state === 'open' || task.state === 'waiting';
}

/** The tasks that this actor could act on now: those by name first, then in reading order. */
export function openTasksFor(tasks: Tasks, actor: ActorView): Task[] {
  const mine = tasks.filter((task) => task.state === 'open' && matches(task.assignee, actor));
  const rank = (task: Task): number => ('person' in task.assignee ? 0 : 1);
  return mine.sort(
    (left, right) => rank(left) - rank(right) || left.order - right.order || left.id - right.id,
  );
}

/** The one task that an operation acts on. A return is said with a task of one's own rather than a delegated one. */
export function chooseTask(tasks: Tasks, operation: Operation, actor: ActorView): Task | undefined {
  const mine = openTasksFor(tasks, actor);
  if (operation.op === 'return') return mine.find((task) => !delegatedFrom(tasks, task)) ?? mine[0];
  const wanted = 'task' in operation ? operation.task : undefined;
  return wanted === undefined ? mine[0] : mine.find((task) => task.id === wanted);
}
