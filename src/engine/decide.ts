import { openSigning, operate, type ActorView, type Operation, type OperationContext } from './approval.js';
import type { Actor, CaseFile, World } from './case-file.js';
import { checkAction, checkOpening, checkRevision } from './check-action.js';
import { fieldsOf } from './check-fields.js';
import type { ActCommand, Decision, Effect, OpenCommand, OperateCommand } from './commands.js';
import { conclude } from './conclude.js';
import { destinationOf } from './conditions.js';
import type { Action, Definition, Vocabulary } from './definition.js';
import { reason, refuse, type Refusal } from './reasons.js';

/** A case begins: its first file, its clocks, and who has it in hand. */
export function decideOpening(
  definition: Definition,
  vocabulary: Vocabulary,
  command: OpenCommand,
  actor: Actor,
  world: World,
): Decision | Refusal {
  const faults = checkOpening(definition, vocabulary, command, actor, world);
  if (faults.length > 0) return refuse(faults);
  const file: CaseFile = {
    type: definition.workflow,
    version: definition.version,
    state: definition.startsIn,
    revision: 0,
    section: command.section,
    owner: command.owner,
    cameFrom: null,
    fields: fieldsOf(command.data),
    drafters: actor.kind === 'person' ? [command.owner, actor.id] : [command.owner],
    signing: openSigning('any', [], actor.id),
    clocks: {},
    findings: [],
    exposed: {},
  };
  file.drafters = [...new Set(file.drafters)];
  return conclude({
    definition,
    vocabulary,
    before: null,
    file,
    action: 'open',
    actor,
    world,
    data: command.data,
    occurredAt: command.occurredAt,
    to: definition.startsIn,
    effects: [],
  });
}

/** A person, a channel or a receiver does something to a case. Every reason against it is told at once. */
export function decide(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: ActCommand,
  actor: Actor,
  world: World,
): Decision | Refusal {
  const action = definition.states[file.state]?.on[command.action];
  const faults = checkAction(definition, vocabulary, file, command, actor, world);
  if (faults.length > 0 || !action) return refuse(faults);
  const signing = definition.states[file.state]?.signing;
  if (signing?.action === command.action)
    return sign(definition, vocabulary, file, command, action, actor, world);
  return perform(definition, vocabulary, file, command, action, actor, world);
}

/** 加签, 转办, 委派, 抄送, 催办 and 撤回 on whoever has the case in hand. */
export function decideOperation(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: OperateCommand,
  actor: Actor,
  world: World,
): Decision | Refusal {
  const stale = checkRevision(file, command.revision);
  if (stale.length > 0) return refuse(stale);
  const { op } = command.operation;
  if (op === 'sign' || op === 'return')
    return refuse([reason('unknown-action', { action: op, state: file.state })]); // these are actions of the step
  const answer = operate(file.signing, command.operation, viewOf(actor), contextOf(definition, file, world));
  if (answer.kind === 'refused') return refuse(answer.reasons.map(({ code, data }) => reason(code, data)));
  if (answer.outcome === 'recalled') return recall(definition, vocabulary, file, command, actor, world);
  const words = wordsOf(command.operation);
  return conclude({
    definition,
    vocabulary,
    before: file,
    file: { ...file, signing: answer.signing },
    action: command.operation.op,
    actor,
    world,
    data: words,
    to: file.state,
    effects: operationEffects(command.operation),
    keepsSigning: true,
  });
}

function sign(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: ActCommand,
  action: Action,
  actor: Actor,
  world: World,
): Decision | Refusal {
  const answer = operate(file.signing, { op: 'sign' }, viewOf(actor), contextOf(definition, file, world));
  if (answer.kind === 'refused') return refuse(answer.reasons.map(({ code, data }) => reason(code, data)));
  if (answer.outcome === 'complete')
    return perform(
      definition,
      vocabulary,
      { ...file, signing: answer.signing },
      command,
      action,
      actor,
      world,
    );
  return conclude({
    definition,
    vocabulary,
    before: file,
    file: { ...file, signing: answer.signing },
    action: command.action,
    actor,
    world,
    data: command.data,
    to: file.state,
    effects: [{ effect: 'notify-next', payload: {} }],
    keepsSigning: true,
  });
}

function perform(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: ActCommand,
  action: Action,
  actor: Actor,
  world: World,
): Decision | Refusal {
  const changes = fieldsOf(command.data);
  const next: CaseFile = { ...file, fields: { ...file.fields, ...changes } };
  if (
    actor.kind === 'person' &&
    Object.keys(changes).length > 0 &&
    !file.drafters.includes(actor.id) &&
    touchesSealed(definition, changes)
  ) {
    next.drafters = [...file.drafters, actor.id];
  }
  const effects = action.effects.map((effect) => ({ effect, payload: {} }));
  return conclude({
    definition,
    vocabulary,
    before: file,
    file: next,
    action: command.action,
    actor,
    world,
    data: command.data,
    occurredAt: command.occurredAt,
    to: destinationOf(action, next.fields),
    effects,
    finding: action.finding,
  });
}

function touchesSealed(definition: Definition, changes: Record<string, unknown>): boolean {
  return Object.keys(changes).some((name) => definition.form[name]?.sealed);
}

/** 撤回: the sender takes it back before the next person acts; the clocks that the sending started are void. */
function recall(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  command: OperateCommand,
  actor: Actor,
  world: World,
): Decision | Refusal {
  const back = file.cameFrom;
  if (back === null) return refuse([reason('too-late-to-recall')]);
  return conclude({
    definition,
    vocabulary,
    before: file,
    file,
    action: 'recall',
    actor,
    world,
    data: wordsOf(command.operation),
    to: back.state,
    effects: [],
    voids: back.startedClocks,
  });
}

function viewOf(actor: Actor): ActorView {
  return { kind: actor.kind, id: actor.id, roles: actor.roles };
}

/** Whoever drafted may not sign where the step bars them. */
function contextOf(definition: Definition, file: CaseFile, world: World): OperationContext {
  const actions = Object.values(definition.states[file.state]?.on ?? {});
  const isBarred = actions.some((action) => action.not.includes('drafter'));
  return { barred: isBarred ? file.drafters : [], at: world.now, directory: world.directory };
}

function wordsOf(operation: Operation): Record<string, string> {
  return 'note' in operation && operation.note !== undefined ? { note: operation.note } : {};
}

function operationEffects(operation: Operation): Effect[] {
  switch (operation.op) {
    case 'copy':
      return [{ effect: 'notify-copied', payload: { to: operation.to } }];
    case 'nudge':
      return [{ effect: 'nudge', payload: { note: operation.note ?? '' } }];
    case 'transfer':
    case 'delegate':
    case 'add-signer':
      return [{ effect: 'notify-next', payload: {} }];
    default:
      return [];
  }
}
