import { addWorkingDays, isWorkingDay, type WorkingCalendar } from './calendar.js';
import type { ClockRule, Rung } from './clock-rule.js';
import { scaleFor } from './clock-scale.js';
import type { ClockStatus, Running } from './clock-status.js';
import { reachOf, type Span } from './clock-walk.js';
import {
  dayNumberOf,
  endOfDate,
  instantAt,
  instantOfMillis,
  millisOfInstant,
  millisPerHour,
  type Instant,
} from './days.js';

export interface ClockAlarm {
  /** `remind-0`, `breach`, `escalate-1`: names the rung within its clock. */
  rung: string;
  fireAt: Instant;
  kind: 'remind' | 'breach' | 'escalate';
  /** Place of the rung in the rule's `remind` or `escalate`; 0 for the breach. */
  index: number;
}

/**
 * Every alarm that a clock wants. Only a running clock wants any: one that waits has no deadline, one that ended needs none.
 * @param dutyStart when people are at their desks, `08:30`; reminders by working days arrive then
 * @returns reminders, the breach, escalations, each in the order of the rule; some may lie in the past
 */
export function clockAlarms(
  rule: Pick<ClockRule, 'remind' | 'escalate'>,
  status: ClockStatus,
  calendar: WorkingCalendar,
  dutyStart = '08:30',
): ClockAlarm[] {
  if (status.state !== 'running') return [];
  const alarmsFor = (kind: 'remind' | 'escalate') =>
    rule[kind].map((rung, index): ClockAlarm => ({
      rung: `${kind}-${index}`,
      fireAt: momentOf(rung, status, calendar, dutyStart),
      kind,
      index,
    }));
  return [
    ...alarmsFor('remind'),
    { rung: 'breach', fireAt: status.dueAt, kind: 'breach', index: 0 },
    ...alarmsFor('escalate'),
  ];
}

function momentOf(rung: Rung, status: Running, calendar: WorkingCalendar, dutyStart: string): Instant {
  if (rung.workingDaysBefore !== undefined)
    return dutyStartBefore(rung.workingDaysBefore, status, calendar, dutyStart);
  if (rung.workingDaysAfter !== undefined) return endOfDayAfter(rung.workingDaysAfter, status, calendar);
  if (rung.hoursBefore !== undefined) return hoursFrom(status.dueAt, -rung.hoursBefore);
  if (rung.hoursAfter !== undefined) return hoursFrom(status.dueAt, rung.hoursAfter);
  return shareMoment(rung.percent ?? 100, status, calendar, dutyStart);
}

/** A deadline on a day off is announced on the working day before it, when somebody reads the mail. */
function dutyStartBefore(
  days: number,
  status: Running,
  calendar: WorkingCalendar,
  dutyStart: string,
): Instant {
  const back = days === 0 && !isWorkingDay(calendar, status.dueOn) ? 1 : days;
  return instantAt(addWorkingDays(calendar, status.dueOn, -back), dutyStart, calendar.zoneOffsetMinutes);
}

function endOfDayAfter(days: number, status: Running, calendar: WorkingCalendar): Instant {
  if (days === 0) return status.dueAt;
  return endOfDate(addWorkingDays(calendar, status.dueOn, days), calendar.zoneOffsetMinutes);
}

function hoursFrom(instant: Instant, hours: number): Instant {
  return instantOfMillis(millisOfInstant(instant) + hours * millisPerHour);
}

/**
 * When a share of the limit is used up, pauses left out. Shares of days are rounded up to whole days and told at the
 * start of duty; a deadline that is a fixed day has no amount, so there the share is one of the time until it.
 */
function shareMoment(
  percent: number,
  status: Running,
  calendar: WorkingCalendar,
  dutyStart: string,
): Instant {
  const { unit, total, from, pauses } = status.course;
  if (percent === 100) return status.dueAt;
  if (unit === null) return shareOfTime(percent, status, calendar);
  const amount = (total * percent) / 100;
  const isHours = unit === 'hours';
  const scale = scaleFor(
    isHours ? { hours: total } : unit === 'workingDays' ? { workingDays: total } : { calendarDays: total },
    calendar,
  );
  const place = isHours ? millisOfInstant : dayNumberOf;
  const spans: Span[] = pauses.map((span) => ({ from: place(span.from), until: place(span.until) }));
  const reach =
    scale &&
    reachOf(
      { from: place(from), pauses: spans, pausedSince: null },
      scale,
      isHours ? amount : Math.ceil(amount),
    );
  if (!scale || !reach || 'left' in reach) return status.dueAt;
  if (isHours) return scale.instantAt(Math.round(reach.reached));
  return percent < 100
    ? instantAt(scale.dateAt(reach.reached), dutyStart, calendar.zoneOffsetMinutes)
    : scale.instantAt(reach.reached);
}

function shareOfTime(percent: number, status: Running, calendar: WorkingCalendar): Instant {
  const { from } = status.course;
  const began =
    from.length === 10 ? millisOfInstant(endOfDate(from, calendar.zoneOffsetMinutes)) : millisOfInstant(from);
  return instantOfMillis(Math.round(began + ((millisOfInstant(status.dueAt) - began) * percent) / 100));
}
