import { openSigning, operate, type ActorView, type Operation, type OperationContext, type Signing } from './approval.js';
import type { Actor, Breach, CaseFile, Finding, World } from './case-file.js';
import { fieldsOf } from './check-fields.js';
import { checkAction, checkOpening, checkRevision } from './check-action.js';
import type { Action, Definition, Vocabulary } from './definition.js';
import { handlersOf, signersOf } from './handlers.js';
import { appendFacts, clockChanges, factsOf, type AlarmWanted, type Happening, type RecordedFact } from './record-facts.js';
import { reason, refuse, type Reason, type Refusal } from './reasons.js';
import { exposureFaults, sealedNames, sealsOf } from './seals.js';
import type { Instant } from './days.js';

export interface OpenCommand {
  kind: 'open';
  owner: string;
  section: string | null;
  data: Record<string, unknown>;
  occurredAt?: Instant;
}
export interface ActCommand {
  kind: 'act';
  action: string;
  data: Record<string, unknown>;
  occurredAt?: Instant;
  revision?: number;
}
export interface OperateCommand {
  kind: 'operate';
  operation: Operation;
  revision?: number;
}

export interface Effect {
  effect: string;
  payload: Record<string, unknown>;
}
/** What goes into the ledger of the case: who did what, when, on what ground. Contents stand there by digest only. */
export interface Entry {
  action: string;
  from: string | null;
  to: string;
  by: string;
  occurredAt: Instant;
  words: Record<string, string>;
  changed: Record<string, string>;
  facts: RecordedFact[];
  breached: { clock: string; breach: Breach }[];
  finding?: Finding;
  exposed?: Record<string, string>;
}
export interface Decision {
  kind: 'decided';
  next: CaseFile;
  entry: Entry;
  disarm: string[];
  arm: AlarmWanted[];
  effects: Effect[];
}

/** A case begins: its first file, its clocks, and who has it in hand. */
export function decideOpening(definition: Definition, vocabulary: Vocabulary, command: OpenCommand, actor: Actor, world: World): Decision | Refusal {
  const faults = checkOpening(definition, command, actor, world);
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
  return conclude({ definition, vocabulary, before: null, file, action: 'open', actor, world, data: command.data, occurredAt: command.occurredAt, to: definition.startsIn, effects: [] });
}

/** A person, a channel or a receiver does something to a case. Every reason against it is told at once. */
export function decide(definition: Definition, vocabulary: Vocabulary, file: CaseFile, command: ActCommand, actor: Actor, world: World): Decision | Refusal {
  const action = definition.states[file.state]?.on[command.action];
  const faults = checkAction(definition, vocabulary, file, command, actor, world);
  if (faults.length > 0 || !action) return refuse(faults);
  const signing = definition.states[file.state]?.signing;
  if (signing?.action === command.action) return sign(definition, vocabulary, file, command, action, actor, world);
  return perform(definition, vocabulary, file, command, action, actor, world);
}

/** 加签, 转办, 委派, 抄送, 催办 and 撤回 on whoever has the case in hand. */
export function decideOperation(definition: Definition, vocabulary: Vocabulary, file: CaseFile, command: OperateCommand, actor: Actor, world: World): Decision | Refusal {
  const stale = checkRevision(file, command.revision);
  if (stale.length > 0) return refuse(stale);
  const { op } = command.operation;
  if (op === 'sign' || op === 'return') return refuse([reason('unknown-action', { action: op, state: file.state })]); // these are actions of the step
  const answer = operate(file.signing, command.operation, viewOf(actor), contextOf(definition, file, world));
  if (answer.kind === 'refused') return refuse(answer.reasons.map(({ code, data }) => reason(code, data)));
  if (answer.outcome === 'recalled') return recall(definition, vocabulary, file, command, actor, world);
  const words = wordsOf(command.operation);
  return conclude({
    definition, vocabulary, before: file, file: { ...file, signing: answer.signing }, action: command.operation.op, actor, world, data: words,
    to: file.state, effects: operationEffects(command.operation), keepsSigning: true,
  });
}

function sign(definition: Definition, vocabulary: Vocabulary, file: CaseFile, command: ActCommand, action: Action, actor: Actor, world: World): Decision | Refusal {
  const answer = operate(file.signing, { op: 'sign' }, viewOf(actor), contextOf(definition, file, world));
  if (answer.kind === 'refused') return refuse(answer.reasons.map(({ code, data }) => reason(code, data)));
  if (answer.outcome === 'complete') return perform(definition, vocabulary, { ...file, signing: answer.signing }, command, action, actor, world);
  return conclude({
    definition, vocabulary, before: file, file: { ...file, signing: answer.signing }, action: command.action, actor, world, data: command.data,
    to: file.state, effects: [{ effect: 'notify-next', payload: {} }], keepsSigning: true,
  });
}

function perform(definition: Definition, vocabulary: Vocabulary, file: CaseFile, command: ActCommand, action: Action, actor: Actor, world: World): Decision | Refusal {
  const changes = fieldsOf(command.data);
  const next: CaseFile = { ...file, fields: { ...file.fields, ...changes } };
  if (actor.kind === 'person' && Object.keys(changes).length > 0 && !file.drafters.includes(actor.id) && touchesSealed(definition, changes)) {
    next.drafters = [...file.drafters, actor.id];
  }
  const effects = action.effects.map((effect) => ({ effect, payload: {} }));
  return conclude({ definition, vocabulary, before: file, file: next, action: command.action, actor, world, data: command.data, occurredAt: command.occurredAt, to: action.to, effects, finding: action.finding });
}

function touchesSealed(definition: Definition, changes: Record<string, unknown>): boolean {
  return Object.keys(changes).some((name) => definition.form[name]?.sealed);
}

/** 撤回: the sender takes it back before the next person acts; the clocks that the sending started are void. */
function recall(definition: Definition, vocabulary: Vocabulary, file: CaseFile, command: OperateCommand, actor: Actor, world: World): Decision | Refusal {
  const back = file.cameFrom;
  if (back === null) return refuse([reason('too-late-to-recall')]);
  return conclude({
    definition, vocabulary, before: file, file, action: 'recall', actor, world, data: wordsOf(command.operation), to: back.state,
    effects: [], voids: back.startedClocks,
  });
}

interface Step {
  definition: Definition;
  vocabulary: Vocabulary;
  before: CaseFile | null;
  /** The file with its new fields or signing; state, clocks and exposure follow from the step. */
  file: CaseFile;
  action: string;
  actor: Actor;
  world: World;
  data: Record<string, unknown>;
  occurredAt?: Instant;
  to: string;
  effects: Effect[];
  finding?: Finding['outcome'];
  keepsSigning?: boolean;
  voids?: string[];
}

/** The one place where a case moves: facts, clocks, finding, exposure, who is next, and the entry that records it all. */
function conclude(step: Step): Decision | Refusal {
  const { definition, before, world, action } = step;
  const happening: Happening = { at: step.occurredAt ?? world.now, by: step.actor.id, basis: text(step.data['basis']), evidence: text(step.data['evidence']) };
  const facts = step.voids ? voidFacts(step.voids, happening, world) : factsOf(definition, step.file, action, happening, world);
  const finding = step.finding && findingOf(step, step.finding);
  let next: CaseFile = {
    ...step.file,
    state: step.to,
    revision: step.file.revision + 1,
    clocks: appendFacts(step.file.clocks, facts),
    findings: finding ? [...step.file.findings, finding] : step.file.findings,
  };
  const target = definition.states[step.to];
  if (!target) return refuse([reason('unknown-action', { action, state: step.file.state })]);
  const faults = exposureFaults(definition, target, next, world.digest);
  if (faults.length > 0) return refuse(faults);
  const changes = clockChanges(definition, before, next, world);
  next = { ...next, clocks: changes.clocks, exposed: sealsOf(target.public ?? [], next.fields, world.digest) };
  const isMove = before === null || before.state !== step.to;
  if (isMove && !step.keepsSigning) {
    const entered = nextSigning(step, next);
    if ('faults' in entered) return refuse(entered.faults);
    next.signing = entered.signing;
    next.cameFrom = cameFrom(step, facts);
  }
  const late = changes.breached.map(({ clock, breach }) => breachNotice(definition, clock, breach));
  return { kind: 'decided', next, disarm: changes.disarm, arm: changes.arm, effects: [...step.effects, ...late], entry: entryOf(step, next, facts, changes.breached, finding, happening) };
}

function voidFacts(clocks: readonly string[], happening: Happening, world: World): RecordedFact[] {
  const on = world.today;
  return clocks.map((clock) => ({ clock, fact: { kind: 'void', on, at: happening.at, recordedAt: world.now, by: happening.by } }));
}

function findingOf(step: Step, outcome: Finding['outcome']): Finding {
  const seals = sealsOf(sealedNames(step.definition), step.file.fields, step.world.digest);
  const basis = text(step.data['basis']);
  const why = text(step.data['reason']) ?? text(step.data['opinion']);
  return { outcome, by: step.actor.id, at: step.world.now, seals, ...(basis === undefined ? {} : { basis }), ...(why === undefined ? {} : { reason: why }) };
}

/** Who has the case in hand in the step that it enters. A step that names signers nobody could be is refused: it would never end. */
function nextSigning(step: Step, next: CaseFile): { signing: Signing } | { faults: Reason[] } {
  const state = step.definition.states[next.state];
  if (!state) return { signing: next.signing };
  const sentBy = step.actor.id;
  if (!state.signing) return { signing: openSigning('any', handlersOf(state, next, step.vocabulary), sentBy, 'handle') };
  const { assignees, faults } = signersOf(state, next, step.vocabulary, step.world);
  return faults.length > 0 ? { faults } : { signing: openSigning(state.signing.mode, assignees, sentBy) };
}

/** Only a plain hand-over between people can be taken back; what was sent outside can't. */
function cameFrom(step: Step, facts: readonly RecordedFact[]): CaseFile['cameFrom'] {
  const isPlain = step.before !== null && step.actor.kind === 'person' && step.effects.every(({ effect }) => effect.startsWith('notify-'));
  if (!isPlain || step.finding !== undefined || step.before === null || facts.some(({ fact }) => fact.kind !== 'start')) return null;
  return { state: step.before.state, startedClocks: facts.map(({ clock }) => clock) };
}

function entryOf(step: Step, next: CaseFile, facts: RecordedFact[], breached: Entry['breached'], finding: Finding | undefined, happening: Happening): Entry {
  const wasExposed = step.before?.exposed ?? {};
  const isExposureNew = JSON.stringify(wasExposed) !== JSON.stringify(next.exposed);
  return {
    action: step.action,
    from: step.before?.state ?? null,
    to: next.state,
    by: step.actor.id,
    occurredAt: happening.at,
    words: wordsIn(step.data),
    changed: sealsOf(Object.keys(fieldsOf(step.data)).filter((name) => step.definition.form[name]), next.fields, step.world.digest),
    facts,
    breached,
    ...(finding ? { finding } : {}),
    ...(isExposureNew ? { exposed: next.exposed } : {}),
  };
}

function wordsIn(data: Record<string, unknown>): Record<string, string> {
  const fields = fieldsOf(data);
  return Object.fromEntries(Object.entries(data).filter(([name, value]) => !(name in fields) && typeof value === 'string')) as Record<string, string>;
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

/** The mail that a breach asks for: the rung at the deadline itself. */
export function breachNotice(definition: Definition, clock: string, breach: Breach): Effect {
  const rung = definition.clocks[clock]?.escalate.find((candidate) => candidate.workingDaysAfter === 0 || candidate.hoursAfter === 0);
  return { effect: 'notify-rung', payload: { clock, rung: 'breach', kind: 'breach', to: rung?.to ?? [], copy: rung?.copy ?? [], dueOn: breach.dueOn, dueAt: breach.dueAt } };
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

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
