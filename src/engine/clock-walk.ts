import { ignore, placeFacts, type IgnoredFact, type PlacedFact } from './clock-ledger.js';
import { amountsIn, type ClockFact, type ExtensionRule } from './clock-rule.js';
import type { Scale } from './clock-scale.js';

/** A pause on the scale of the clock: it covers what lies after `from`, up to and including `until`. */
export interface Span {
  from: number;
  until: number;
}
export interface Grant {
  fact: PlacedFact;
  /** What counts of it, in the unit of the clock. */
  amount: number;
}

/** Everything a walk over the facts finds out; status, alarms and explanation are all told from it. */
export interface Walk {
  start: PlacedFact | null;
  /** The latest start or restart: counting begins after it. */
  base: PlacedFact | null;
  restarts: PlacedFact[];
  /** The limit and the extensions that count. */
  total: number;
  grants: Grant[];
  /** Merged pauses that are over, in order. */
  pauses: Span[];
  /** Since when the clock waits, if it does. */
  pausedSince: number | null;
  /** The facts behind the pauses, for the explanation. */
  pauseFacts: PlacedFact[];
  /** The stop or void that ended it. */
  end: PlacedFact | null;
  ignored: IgnoredFact[];
}

/** How far the clock has come: where its amount is reached, or what is left while it waits. */
export type Reach = { reached: number } | { left: number };

interface Walker extends Walk {
  openPauses: number;
}

/**
 * Walks the facts in the order in which they happened. Whether a fact came in time is judged by the deadline as it
 * stood just before it, so nothing that is recorded later can bring a late extension or a late pause to life.
 */
export function walkFacts(
  scale: Scale,
  extension: ExtensionRule | undefined,
  facts: readonly ClockFact[],
): Walk {
  const { placed, ignored } = placeFacts(facts, scale.positionOf);
  const walker: Walker = {
    start: null,
    base: null,
    restarts: [],
    total: scale.limit,
    grants: [],
    pauses: [],
    pausedSince: null,
    pauseFacts: [],
    end: null,
    ignored,
    openPauses: 0,
  };
  for (const fact of startFirst(placed)) {
    if (walker.end) walker.ignored.push(ignore(fact, 'already-ended'));
    else step(walker, scale, extension, fact);
  }
  walker.ignored.sort((left, right) => left.index - right.index);
  return walker;
}

/** A publication before the day from which the limit runs still ends the clock, so the start is then read before it. */
function startFirst(placed: readonly PlacedFact[]): readonly PlacedFact[] {
  const start = placed.findIndex(({ kind }) => kind === 'start');
  const end = placed.findIndex(({ kind }) => kind === 'stop' || kind === 'void');
  if (start < 0 || end < 0 || start < end) return placed;
  return [...placed.slice(start, start + 1), ...placed.slice(0, start), ...placed.slice(start + 1)];
}

function step(walker: Walker, scale: Scale, extension: ExtensionRule | undefined, fact: PlacedFact): void {
  switch (fact.kind) {
    case 'start':
    case 'restart':
      return begin(walker, fact);
    case 'extend':
      return extend(walker, scale, extension, fact);
    case 'pause':
      return pause(walker, scale, fact);
    case 'resume':
      return resume(walker, scale, fact);
    case 'stop':
    case 'void':
      walker.end = fact;
      return;
    case 'correct':
      return; // already applied when the facts were placed
  }
}

/** A restart counts the whole limit anew (2019 Regulations art. 30); extensions granted and pauses under way remain. */
function begin(walker: Walker, fact: PlacedFact): void {
  if (fact.kind === 'start' && walker.start) walker.ignored.push(ignore(fact, 'already-started'));
  else if (fact.kind === 'restart' && !walker.start) walker.ignored.push(ignore(fact, 'not-started'));
  else {
    if (fact.kind === 'start') walker.start = fact;
    else walker.restarts.push(fact);
    walker.base = fact;
  }
}

function extend(walker: Walker, scale: Scale, rule: ExtensionRule | undefined, fact: PlacedFact): void {
  const [asked] = amountsIn(fact);
  const [most] = rule ? amountsIn(rule) : [];
  const due = dueOf(walker, scale);
  if (scale.unit === null) walker.ignored.push(ignore(fact, 'fixed-deadline'));
  else if (!rule || !most) walker.ignored.push(ignore(fact, 'extension-not-provided'));
  else if (asked?.unit !== scale.unit || most.unit !== scale.unit)
    walker.ignored.push(ignore(fact, 'wrong-unit'));
  else if (due !== null && fact.position > due) walker.ignored.push(ignore(fact, 'extension-after-deadline'));
  else if (walker.grants.length >= rule.times) walker.ignored.push(ignore(fact, 'extension-beyond-times'));
  else {
    if (asked.amount > most.amount) walker.ignored.push(ignore(fact, 'extension-beyond-maximum'));
    const amount = Math.min(asked.amount, most.amount);
    walker.grants.push({ fact, amount });
    walker.total += amount;
  }
}

/** Several consultations at once are one pause, from the first letter to the last answer (2019 Regulations art. 33). */
function pause(walker: Walker, scale: Scale, fact: PlacedFact): void {
  if (scale.unit === null) return void walker.ignored.push(ignore(fact, 'fixed-deadline'));
  if (walker.openPauses === 0) {
    const reach = reachOfWalk(walker, scale);
    if (reach && 'reached' in reach && fact.position >= reach.reached)
      return void walker.ignored.push(ignore(fact, 'pause-after-deadline'));
    walker.pausedSince = fact.position;
  }
  walker.openPauses += 1;
  walker.pauseFacts.push(fact);
}

function resume(walker: Walker, scale: Scale, fact: PlacedFact): void {
  if (scale.unit === null) return void walker.ignored.push(ignore(fact, 'fixed-deadline'));
  if (walker.pausedSince === null) return void walker.ignored.push(ignore(fact, 'not-paused'));
  walker.openPauses -= 1;
  walker.pauseFacts.push(fact);
  if (walker.openPauses > 0) return;
  walker.pauses.push({ from: walker.pausedSince, until: fact.position });
  walker.pausedSince = null;
}

/** The deadline, rolled if the rule says so; nothing while the clock waits or before it starts. */
function dueOf(walk: Walk, scale: Scale): number | null {
  const reach = reachOfWalk(walk, scale);
  return reach && 'reached' in reach ? scale.roll(reach.reached) : null;
}

/** Where the whole limit with its extensions is used up; nothing before the start. */
export function reachOfWalk({ base, pauses, pausedSince, total }: Walk, scale: Scale): Reach | null {
  return base && reachOf({ from: base.position, pauses, pausedSince }, scale, total);
}

/**
 * Where an amount is used up, counting what lies after `from` and outside every pause.
 * @param amount in the unit of the clock
 */
export function reachOf(
  course: { from: number; pauses: readonly Span[]; pausedSince: number | null },
  scale: Scale,
  amount: number,
): Reach {
  let from = course.from;
  if (scale.unit === null) return { reached: scale.fixed(from) };
  let left = amount;
  for (const span of course.pauses) {
    if (span.until <= from) continue;
    const available = scale.between(from, Math.max(from, span.from));
    if (available >= left) return { reached: scale.add(from, left) };
    left -= available;
    from = span.until;
  }
  const available =
    course.pausedSince === null ? Infinity : scale.between(from, Math.max(from, course.pausedSince));
  return available >= left ? { reached: scale.add(from, left) } : { left: left - available };
}
