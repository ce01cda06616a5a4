import { openSigning, type Signing } from './approval.js';
import type { Actor, Breach, CaseFile, Finding, World } from './case-file.js';
import { fieldsOf } from './check-fields.js';
import type { Decision, Effect, Entry } from './commands.js';
import type { Instant } from './days.js';
import type { Definition, Vocabulary } from './definition.js';
import { handlersOf, signersOf } from './handlers.js';
import { makeFinding } from './make-finding.js';
import { appendFacts, clockChanges, factsOf, type Happening, type RecordedFact } from './record-facts.js';
import { reason, refuse, type Reason, type Refusal } from './reasons.js';
import { voidedBy } from './review-items.js';
import { exposureFaults, keptSeals, publicSeals, sealsOf } from './seals.js';

export interface Step {
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
export function conclude(step: Step): Decision | Refusal {
  const { definition, before, world, action } = step;
  const happening: Happening = {
    at: step.occurredAt ?? world.now,
    by: step.actor.id,
    basis: text(step.data['basis']),
    evidence: text(step.data['evidence']),
  };
  const facts = step.voids
    ? voidFacts(step.voids, happening, world)
    : factsOf(definition, step.file, action, happening, world);
  const finding =
    step.finding &&
    makeFinding(step.finding, {
      definition,
      vocabulary: step.vocabulary,
      file: step.file,
      by: step.actor.id,
      at: world.now,
      digest: world.digest,
      data: step.data,
    });
  const next: CaseFile = {
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
  next.clocks = changes.clocks;
  next.exposed = target.keepsPublic
    ? keptSeals(before?.exposed ?? {}, next)
    : publicSeals(target, next, world.digest);
  const isMove = before === null || before.state !== step.to;
  if (isMove && !step.keepsSigning) {
    const entered = nextSigning(step, next);
    if ('faults' in entered) return refuse(entered.faults);
    next.signing = entered.signing;
    next.cameFrom = cameFrom(step, facts);
  }
  const late = changes.breached.map(({ clock, breach }) => breachNotice(definition, clock, breach));
  return {
    kind: 'decided',
    next,
    disarm: changes.disarm,
    arm: changes.arm,
    effects: [...step.effects, ...late],
    entry: entryOf(step, next, facts, changes.breached, finding, happening),
  };
}

function voidFacts(clocks: readonly string[], happening: Happening, world: World): RecordedFact[] {
  const on = world.today;
  return clocks.map((clock) => ({
    clock,
    fact: { kind: 'void', on, at: happening.at, recordedAt: world.now, by: happening.by },
  }));
}

/** Who has the case in hand in the step that it enters. A step that names signers nobody could be is refused: it would never end. */
function nextSigning(step: Step, next: CaseFile): { signing: Signing } | { faults: Reason[] } {
  const state = step.definition.states[next.state];
  if (!state) return { signing: next.signing };
  const sentBy = step.actor.id;
  if (!state.signing)
    return { signing: openSigning('any', handlersOf(state, next, step.vocabulary), sentBy, 'handle') };
  const { assignees, faults } = signersOf(state, next, step.vocabulary, step.world);
  return faults.length > 0 ? { faults } : { signing: openSigning(state.signing.mode, assignees, sentBy) };
}

/** Only a plain hand-over between people can be taken back; what was sent outside can't. */
function cameFrom(step: Step, facts: readonly RecordedFact[]): CaseFile['cameFrom'] {
  const isPlain =
    step.before !== null &&
    step.actor.kind === 'person' &&
    step.effects.every(({ effect }) => effect.startsWith('notify-'));
  if (
    !isPlain ||
    step.finding !== undefined ||
    step.before === null ||
    facts.some(({ fact }) => fact.kind !== 'start')
  )
    return null;
  return { state: step.before.state, startedClocks: facts.map(({ clock }) => clock) };
}

function entryOf(
  step: Step,
  next: CaseFile,
  facts: RecordedFact[],
  breached: Entry['breached'],
  finding: Finding | undefined,
  happening: Happening,
): Entry {
  const wasExposed = step.before?.exposed ?? {};
  const voided =
    step.before && !finding ? voidedBy(step.definition, step.before, next, step.world.digest) : [];
  const isExposureNew = JSON.stringify(wasExposed) !== JSON.stringify(next.exposed);
  return {
    action: step.action,
    from: step.before?.state ?? null,
    to: next.state,
    by: step.actor.id,
    occurredAt: happening.at,
    words: wordsIn(step.data),
    changed: sealsOf(
      Object.keys(fieldsOf(step.data)).filter((name) => step.definition.form[name]),
      next.fields,
      step.world.digest,
    ),
    facts,
    breached,
    ...(finding ? { finding } : {}),
    ...(isExposureNew ? { exposed: next.exposed } : {}),
    ...(voided.length > 0 ? { voided } : {}),
  };
}

function wordsIn(data: Record<string, unknown>): Record<string, string> {
  const fields = fieldsOf(data);
  return Object.fromEntries(
    Object.entries(data).filter(([name, value]) => !(name in fields) && typeof value === 'string'),
  ) as Record<string, string>;
}

/** The mail that a breach asks for: the rung at the deadline itself. */
export function breachNotice(definition: Definition, clock: string, breach: Breach): Effect {
  const rung = definition.clocks[clock]?.escalate.find(
    (candidate) => candidate.workingDaysAfter === 0 || candidate.hoursAfter === 0,
  );
  return {
    effect: 'notify-rung',
    payload: {
      clock,
      rung: 'breach',
      kind: 'breach',
      to: rung?.to ?? [],
      copy: rung?.copy ?? [],
      dueOn: breach.dueOn,
      dueAt: breach.dueAt,
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
