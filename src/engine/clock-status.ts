import { isSpanProvisional, workingDaysBetween, type WorkingCalendar } from './calendar.js';
import type { IgnoredFact } from './clock-ledger.js';
import type { ClockFact, ClockRule, Unit } from './clock-rule.js';
import { scaleFor, type FieldValues, type Scale } from './clock-scale.js';
import { reachOfWalk, walkFacts, type Walk } from './clock-walk.js';
import { millisPerHour, type Instant, type IsoDate } from './days.js';

/** From where and around what a running clock counts: what its share-of-the-limit rungs need. */
export interface Course {
  unit: Unit | null;
  /** The limit and its extensions, in that unit; 0 where the deadline is a fixed day. */
  total: number;
  /** Days, or moments where hours are counted. */
  from: string;
  pauses: { from: string; until: string }[];
}
export interface Deadline {
  dueOn: IsoDate;
  /** 24:00 of the due day, or the moment itself for clocks in hours. */
  dueAt: Instant;
  /** It rests on days for which no notice has been issued. */
  provisional: boolean;
}
export interface NotStarted {
  state: 'not-started';
  /** The form field that holds the deadline and is still empty. */
  waitsFor?: string;
}
export interface Running extends Deadline {
  state: 'running';
  course: Course;
  ignored: IgnoredFact[];
}
export interface Paused {
  state: 'paused';
  pausedOn: IsoDate;
  /** What is left, in the unit of the clock; the others are absent. */
  workingDaysLeft?: number;
  calendarDaysLeft?: number;
  hoursLeft?: number;
  provisional: boolean;
  ignored: IgnoredFact[];
}
export interface Stopped extends Deadline {
  state: 'stopped';
  stoppedOn: IsoDate;
  stoppedAt?: Instant;
  /** After the deadline, even if no working day lies between the two. */
  isLate: boolean;
  workingDaysLate?: number;
  /** For clocks that end at a moment; not rounded. */
  hoursLate?: number;
  ignored: IgnoredFact[];
}
export interface Voided {
  state: 'void';
  voidedOn: IsoDate;
  ignored: IgnoredFact[];
}
export type ClockStatus = NotStarted | Running | Paused | Stopped | Voided;

/** The parts of a rule that say when it is due. */
export type DueRule = Pick<ClockRule, 'limit' | 'extends'>;

/**
 * Where a clock stands: a pure function of its rule, its facts, the calendar and, for a deadline that is a form field,
 * the form. Nothing is ever added to a stored date.
 * @param facts the ledger, in the order in which it was written
 * @throws RangeError when a clock in hours meets a fact without a moment, or a field holds no date
 */
export function clockStatus(
  rule: DueRule,
  facts: readonly ClockFact[],
  calendar: WorkingCalendar,
  fields?: FieldValues,
): ClockStatus {
  const scale = scaleFor(rule.limit, calendar, fields);
  if (!scale) return waitingForField(rule, facts);
  return statusOfWalk(walkFacts(scale, rule.extends, facts), scale, calendar);
}

export function statusOfWalk(walk: Walk, scale: Scale, calendar: WorkingCalendar): ClockStatus {
  const { end, base, ignored } = walk;
  if (end?.kind === 'void') return { state: 'void', voidedOn: end.on, ignored };
  const reach = reachOfWalk(walk, scale);
  if (!base || !reach) return { state: 'not-started' };
  if (end) {
    // Stopped while it waited: the deadline is told as if the wait had ended with the stop.
    const reached =
      'reached' in reach ? reach.reached : scale.add(Math.max(end.position, base.position), reach.left);
    return stopped(
      walk,
      scale,
      calendar,
      end,
      deadlineOf(scale, base.position, reached),
      scale.roll(reached),
    );
  }
  if ('left' in reach) return paused(walk, scale, base.position, reach.left);
  return {
    state: 'running',
    ...deadlineOf(scale, base.position, reach.reached),
    course: courseOf(walk, scale, base.position),
    ignored,
  };
}

function waitingForField(rule: DueRule, facts: readonly ClockFact[]): ClockStatus {
  const voided = facts.find(({ kind }) => kind === 'void');
  if (voided) return { state: 'void', voidedOn: voided.on, ignored: [] };
  return { state: 'not-started', ...('field' in rule.limit ? { waitsFor: rule.limit.field } : {}) };
}

function deadlineOf(scale: Scale, base: number, reached: number): Deadline {
  const due = scale.roll(reached);
  return {
    dueOn: scale.dateAt(due),
    dueAt: scale.instantAt(due),
    provisional: scale.isProvisional(base, reached, due),
  };
}

function paused(walk: Walk, scale: Scale, base: number, left: number): Paused {
  const since = Math.max(walk.pausedSince ?? base, base);
  const provisional = scale.isProvisional(base, since, since);
  return {
    state: 'paused',
    pausedOn: scale.dateAt(walk.pausedSince ?? base),
    ...leftIn(scale.unit, left),
    provisional,
    ignored: walk.ignored,
  };
}

function leftIn(
  unit: Unit | null,
  left: number,
): Pick<Paused, 'workingDaysLeft' | 'calendarDaysLeft' | 'hoursLeft'> {
  switch (unit) {
    case 'workingDays':
      return { workingDaysLeft: left };
    case 'calendarDays':
      return { calendarDaysLeft: left };
    case 'hours':
      return { hoursLeft: left };
    case null:
      return {};
  }
}

function stopped(
  walk: Walk,
  scale: Scale,
  calendar: WorkingCalendar,
  end: ClockFact & { position: number },
  deadline: Deadline,
  due: number,
): Stopped {
  const isLate = end.position > due;
  const { dueOn, dueAt } = deadline;
  const told: Stopped = {
    state: 'stopped',
    dueOn,
    dueAt,
    stoppedOn: end.on,
    isLate,
    provisional: deadline.provisional,
    ignored: walk.ignored,
  };
  if (end.at !== undefined) told.stoppedAt = end.at;
  if (scale.isMoment) {
    told.stoppedOn = scale.dateAt(end.position);
    told.hoursLate = isLate ? (end.position - due) / millisPerHour : 0;
    return told;
  }
  told.workingDaysLate = isLate ? workingDaysBetween(calendar, dueOn, end.on) : 0;
  if (isLate && isSpanProvisional(calendar, dueOn, end.on)) told.provisional = true;
  return told;
}

function courseOf(walk: Walk, scale: Scale, base: number): Course {
  const told = (position: number) => (scale.isMoment ? scale.instantAt(position) : scale.dateAt(position));
  const pauses = walk.pauses.map(({ from, until }) => ({ from: told(from), until: told(until) }));
  return { unit: scale.unit, total: walk.total, from: told(base), pauses };
}
