import fc from 'fast-check';
import {
  matches,
  openSigning,
  type Assignee,
  type Operation,
  type OperationResult,
  type Signing,
  type Task,
} from '../../src/engine/approval.js';
import { actor, attempt, directory, named } from './approval-bureau.js';
import { ApprovalModel } from './approval-model.js';

export const barred = ['drafter'];
const people = [...directory.people.map((person) => person.id), 'ghost'];
const roles: Assignee[] = [
  { role: 'reviewer' },
  { role: 'leader' },
  { role: 'section-head' },
  { role: 'section-head', section: 'law' },
  { role: 'section-head', section: 'moon' },
  { role: 'drafter' },
];

const anyone = fc.constantFrom<Assignee>(...people.map(named), ...roles);
const note = fc.constantFrom('', ' ', '请补充');
const task = fc.oneof(
  { weight: 9, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) },
);
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ op: fc.constant('sign' as const), task }) },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant('add-signer' as const),
      assignee: anyone,
      position: fc.constantFrom('before' as const, 'beside' as const, 'after' as const),
      task,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ op: fc.constantFrom('transfer' as const, 'delegate' as const), to: anyone, task }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('copy' as const), to: fc.array(anyone, { maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('nudge' as const), note }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('recall' as const), note }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('return' as const), note }) },
);

/** Two times out of three it is somebody who is asked, so that long histories come about; else it is anybody. */
export interface Step {
  operation: Operation;
  isAsked: boolean;
  pick: number;
}
export const steps = fc.array(
  fc.record<Step>({ operation: operations, isAsked: fc.constantFrom(true, true, false), pick: fc.nat(999) }),
  { minLength: 1, maxLength: 30 },
);
const original = fc.constantFrom<Assignee>(
  ...['li', 'wang', 'chen', 'zhao', 'drafter'].map(named),
  { role: 'reviewer' },
  { role: 'leader' },
  { role: 'section-head', section: 'law' },
);
export const openings = fc
  .tuple(
    fc.constantFrom('all' as const, 'any' as const, 'in-turn' as const),
    fc.array(original, { minLength: 1, maxLength: 4 }),
  )
  .map(([mode, assignees]) => openSigning(mode, assignees, 'lin'));

function whoActs({ isAsked, pick }: Step, signing: Signing): string {
  const open = signing.tasks.filter((one) => one.state === 'open');
  const asked = directory.people.filter((person) => open.some((one) => matches(one.assignee, person)));
  const candidates = isAsked && asked.length > 0 ? asked.map((person) => person.id) : people;
  return candidates[pick % candidates.length] ?? 'ghost';
}

export const isOver = (signing: Signing): boolean => !signing.tasks.some((one) => one.state === 'open');
export const isFinal = (one: Task): boolean => one.state !== 'open' && one.state !== 'waiting';
export const find = (signing: Signing, id: number): Task | undefined =>
  signing.tasks.find((one) => one.id === id);

/** What one step led to, for the properties to look at. */
export interface Moment {
  before: Signing;
  signing: Signing;
  operation: Operation;
  by: string;
  outcome: string;
  model: ApprovalModel;
  result: OperationResult;
  /** By the model; undefined when nobody acted on a task. */
  mustBeComplete?: boolean;
}

/** Plays the steps, invalid ones too, and shows every moment, refused ones included. Everything given to the engine is frozen. */
export function play(opening: Signing, given: readonly Step[], look: (moment: Moment) => void): Signing {
  const model = new ApprovalModel(opening.mode, opening.tasks);
  let signing = opening;
  for (const step of given) {
    const before = signing;
    const by = whoActs(step, before);
    const result = attempt(before, by, step.operation);
    if (result.kind === 'refused') {
      look({ before, signing: before, operation: step.operation, by, outcome: 'refused', model, result });
      continue;
    }
    signing = result.signing;
    const mustBeComplete = follow(model, before, signing, step.operation, by);
    const outcome = result.outcome ?? 'goes on';
    look({
      before,
      signing,
      operation: step.operation,
      by,
      outcome,
      model,
      result,
      ...(mustBeComplete === undefined ? {} : { mustBeComplete }),
    });
  }
  return signing;
}

function follow(
  model: ApprovalModel,
  before: Signing,
  now: Signing,
  operation: Operation,
  by: string,
): boolean | undefined {
  const created = now.tasks.find((one) => !find(before, one.id));
  const closed = now.tasks.find(
    (one) => !isFinal(find(before, one.id) ?? one) && (one.state === 'done' || one.state === 'handed-on'),
  );
  const acted = operation.op === 'add-signer' ? find(before, created?.addedTo ?? 0) : closed;
  return acted && model.accept(operation, actor(by), acted, created);
}
