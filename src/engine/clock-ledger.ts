import type { ClockFact } from './clock-rule.js';
import { millisOfInstant, type Instant, type IsoDate } from './days.js';

/** A fact that changed nothing, with a stable code that says why. */
export interface IgnoredFact {
  /** Its line in the ledger, counted from 0. */
  index: number;
  kind: ClockFact['kind'];
  on: IsoDate;
  reason: IgnoredReason;
}
export type IgnoredReason =
  | 'already-started'
  | 'not-started'
  | 'already-ended'
  | 'pause-after-deadline'
  | 'not-paused'
  | 'extension-after-deadline'
  | 'extension-not-provided'
  | 'extension-beyond-times'
  /** Only what exceeds the rule's maximum has no effect; the rest is granted. */
  | 'extension-beyond-maximum'
  | 'wrong-unit'
  | 'fixed-deadline'
  | 'corrects-nothing';

/** A fact as corrected, with its line and its place in time. */
export interface PlacedFact extends ClockFact {
  index: number;
  position: number;
}

export function ignore(fact: ClockFact & { index: number }, reason: IgnoredReason): IgnoredFact {
  return { index: fact.index, kind: fact.kind, on: fact.on, reason };
}

/**
 * On one day: what begins, then what lengthens, then what interrupts, then what ends. So the order in which two clerks
 * typed the facts of a day decides nothing; an extension granted on the last day is in time, and so is a pause with it.
 */
const orderWithinDay: Record<ClockFact['kind'], number> = {
  start: 0,
  restart: 1,
  extend: 2,
  pause: 3,
  resume: 4,
  stop: 5,
  void: 5,
  correct: 6,
};

/** The facts as corrected, in the order in which they happened, and the corrections that correct nothing. */
export function placeFacts(
  facts: readonly ClockFact[],
  positionOf: (fact: ClockFact) => number,
): { placed: PlacedFact[]; ignored: IgnoredFact[] } {
  const ignored: IgnoredFact[] = [];
  const corrected: PlacedFact[] = facts.map(copyAt);
  facts.forEach((fact, index) => {
    if (fact.kind !== 'correct') return;
    const target = corrected[fact.corrects ?? -1];
    if (!target || target.kind === 'correct') ignored.push(ignore({ ...fact, index }, 'corrects-nothing'));
    else corrected[target.index] = correct(target, fact);
  });
  const placed = corrected.filter((fact) => fact.kind !== 'correct');
  for (const fact of placed) fact.position = positionOf(fact); // our own copies, made above
  placed.sort(
    (left, right) =>
      left.position - right.position ||
      orderWithinDay[left.kind] - orderWithinDay[right.kind] ||
      left.index - right.index,
  );
  return { placed, ignored };
}

/** Field by field: facts come with various fields left out, and spreading such objects is the slowest part of a decision. */
function copyAt(fact: ClockFact, index: number): PlacedFact {
  const { kind, on, at, recordedAt, by, basis, evidence, workingDays, calendarDays, hours, corrects } = fact;
  return {
    kind,
    on,
    at,
    recordedAt,
    by,
    basis,
    evidence,
    workingDays,
    calendarDays,
    hours,
    corrects,
    index,
    position: 0,
  };
}

function correct(wrong: PlacedFact, correction: ClockFact): PlacedFact {
  const { on, at, workingDays, calendarDays, hours } = correction;
  if (wrong.kind !== 'extend' || (workingDays ?? calendarDays ?? hours) === undefined)
    return { ...wrong, on, at };
  return { ...wrong, on, at, workingDays, calendarDays, hours };
}

/**
 * The ledger as it stood at a moment, so that any date can be told again as it was known then.
 * A fact without `recordedAt` counts as always known. Corrections still point at the facts they correct.
 */
export function factsKnownAt(facts: readonly ClockFact[], at: Instant): ClockFact[] {
  const moment = millisOfInstant(at);
  const isKnown = (fact: ClockFact) =>
    fact.recordedAt === undefined || millisOfInstant(fact.recordedAt) <= moment;
  const lines = new Map<number, number>();
  facts.forEach((fact, index) => {
    if (isKnown(fact)) lines.set(index, lines.size);
  });
  return facts
    .filter(isKnown)
    .map((fact) =>
      fact.corrects === undefined ? fact : { ...fact, corrects: lines.get(fact.corrects) ?? -1 },
    );
}
