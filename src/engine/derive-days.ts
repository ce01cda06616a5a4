import { describeDay, isProvisional, type DayDescription, type WorkingCalendar } from './calendar.js';
import type { Scale } from './clock-scale.js';
import type { ClockStatus } from './clock-status.js';
import { reachOfWalk, type Span, type Walk } from './clock-walk.js';
import { dayNumberOf, isoDateOf, millisPerHour, type Instant, type IsoDate } from './days.js';

export type DayReason =
  | 'start-day'
  | 'restart-day'
  | 'working-day'
  | 'make-up-day'
  | 'calendar-day'
  | 'weekend'
  | 'holiday'
  | 'paused'
  /** The limit ended on a day off, and the deadline moves to the next working day. */
  | 'rolled'
  | 'fixed-deadline'
  /** A working day after the deadline, up to a late stop. */
  | 'late';

export interface DerivedDay {
  date: IsoDate;
  /** Which day of the limit this is, from 1; null for days that do not count. */
  counted: number | null;
  why: DayReason;
  /** The notice that made it a day off or a make-up day. */
  notice?: string;
  provisional?: boolean;
}
/** For clocks in hours: stretches of time instead of days. */
export interface DerivedSpan {
  from: Instant;
  /** Null while the clock waits. */
  until: Instant | null;
  why: 'running' | 'paused' | 'late';
  hours: number | null;
}

/**
 * Counts one day at a time and asks the calendar about each, so that it can disagree with the arithmetic it explains.
 * From the latest start or restart to the deadline, to the day on which the clock began to wait, or to a late stop.
 */
export function deriveDays(
  walk: Walk,
  scale: Scale,
  status: ClockStatus,
  calendar: WorkingCalendar,
): DerivedDay[] {
  const { base } = walk;
  const last = lastDayOf(walk, status);
  if (!base || last === null) return [];
  const due = 'dueOn' in status ? dayNumberOf(status.dueOn) : Infinity;
  const spans = spansOf(walk);
  const days: DerivedDay[] = [
    tell(base.position, null, base.kind === 'restart' ? 'restart-day' : 'start-day', calendar),
  ];
  const fixed = scale.unit === null ? scale.fixed(base.position) : null;
  let counted = 0;
  for (let day = fixed ?? base.position + 1; day <= last; day += 1) {
    const why = reasonFor(day, { scale, spans, due, fixed, isUsedUp: counted >= walk.total }, calendar);
    const counts = why === 'working-day' || why === 'make-up-day' || why === 'calendar-day';
    if (counts) counted += 1;
    days.push(tell(day, counts ? counted : null, why, calendar));
  }
  return days;
}

interface Place {
  scale: Scale;
  spans: readonly Span[];
  due: number;
  fixed: number | null;
  isUsedUp: boolean;
}

function reasonFor(
  day: number,
  { scale, spans, due, fixed, isUsedUp }: Place,
  calendar: WorkingCalendar,
): DayReason {
  const { kind } = describeDay(calendar, isoDateOf(day));
  if (day > due) return isWorking(kind) ? 'late' : kind;
  if (fixed !== null) return day === fixed ? 'fixed-deadline' : 'rolled';
  if (spans.some(({ from, until }) => day > from && day <= until)) return 'paused';
  if (scale.unit === 'workingDays') return kind;
  return isUsedUp ? 'rolled' : 'calendar-day';
}

function isWorking(kind: DayDescription['kind']): kind is 'working-day' | 'make-up-day' {
  return kind === 'working-day' || kind === 'make-up-day';
}

function tell(day: number, counted: number | null, why: DayReason, calendar: WorkingCalendar): DerivedDay {
  const date = isoDateOf(day);
  const { notice } = describeDay(calendar, date);
  return {
    date,
    counted,
    why,
    ...(notice === undefined ? {} : { notice }),
    ...(isProvisional(calendar, date) ? { provisional: true } : {}),
  };
}

function lastDayOf(walk: Walk, status: ClockStatus): number | null {
  switch (status.state) {
    case 'running':
      return dayNumberOf(status.dueOn);
    case 'stopped':
      return Math.max(dayNumberOf(status.dueOn), status.isLate ? (walk.end?.position ?? 0) : 0);
    case 'paused':
      return walk.pausedSince;
    case 'not-started':
    case 'void':
      return null;
  }
}

/** The pauses as the status counts them: one that still lasts at the stop ended with it. */
function spansOf(walk: Walk): Span[] {
  if (walk.pausedSince === null) return walk.pauses;
  return [...walk.pauses, { from: walk.pausedSince, until: walk.end?.position ?? Infinity }];
}

export function deriveSpans(walk: Walk, scale: Scale): DerivedSpan[] {
  const { base, end } = walk;
  const reach = reachOfWalk(walk, scale);
  if (!base || !reach || end?.kind === 'void') return [];
  const told: DerivedSpan[] = [];
  const add = (from: number, until: number, why: DerivedSpan['why']) => {
    if (until <= from) return;
    const isOpen = until === Infinity;
    told.push({
      from: scale.instantAt(from),
      until: isOpen ? null : scale.instantAt(until),
      why,
      hours: isOpen ? null : (until - from) / millisPerHour,
    });
  };
  let from = base.position;
  for (const span of spansOf(walk).filter(({ until }) => until > base.position)) {
    add(from, span.from, 'running');
    add(Math.max(from, span.from), span.until, 'paused');
    from = span.until;
  }
  if (from === Infinity) return told;
  const due = 'reached' in reach ? reach.reached : scale.add(from, reach.left);
  add(from, due, 'running');
  if (end && end.position > due) add(due, end.position, 'late');
  return told;
}
