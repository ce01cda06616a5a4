import {
  countWorkingDays,
  isSpanProvisional,
  nextWorkingDayOnOrAfter,
  stepWorkingDays,
  type WorkingCalendar,
} from './calendar.js';
import type { ClockFact, Limit, Unit } from './clock-rule.js';
import {
  dateOfInstant,
  dayNumberOf,
  endOfDate,
  instantOfMillis,
  isoDateOf,
  millisOfInstant,
  millisPerHour,
  type Instant,
  type IsoDate,
} from './days.js';

/**
 * What a clock is measured on: day numbers for clocks in days, milliseconds for clocks in hours. With it one walk over
 * the facts serves every unit; the walk knows positions and amounts and never what they are.
 */
export interface Scale {
  /** Null where the deadline is a fixed day or moment: nothing is counted, so nothing can be paused or extended. */
  unit: Unit | null;
  limit: number;
  /** Positions are moments, not days. */
  isMoment: boolean;
  positionOf: (fact: ClockFact) => number;
  between: (from: number, to: number) => number;
  add: (from: number, amount: number) => number;
  /** The fixed deadline, before any roll, for a clock that began here. */
  fixed: (from: number) => number;
  /** The deadline that belongs to the position on which the limit is reached. */
  roll: (reached: number) => number;
  dateAt: (position: number) => IsoDate;
  /** The end of the day, or the moment itself. */
  instantAt: (position: number) => Instant;
  isProvisional: (from: number, reached: number, due: number) => boolean;
}

export type FieldValues = Readonly<Record<string, unknown>>;

/** @returns nothing when the limit is a form field that is still empty */
export function scaleFor(
  limit: Limit,
  calendar: WorkingCalendar,
  fields: FieldValues = {},
): Scale | undefined {
  if ('workingDays' in limit) return workingDayScale(limit.workingDays, calendar);
  if ('calendarDays' in limit)
    return { ...dayScale(calendar, limit.roll), unit: 'calendarDays', limit: limit.calendarDays };
  if ('hours' in limit) return { ...momentScale(calendar), unit: 'hours', limit: limit.hours };
  if ('date' in limit) return { ...dayScale(calendar, limit.roll), fixed: firstAfter([limit.date]) };
  if ('recurs' in limit)
    return { ...dayScale(calendar, limit.recurs.roll), fixed: firstAfter(datesOf(limit.recurs)) };
  return fieldScale(limit.field, fields[limit.field], calendar);
}

function fieldScale(name: string, value: unknown, calendar: WorkingCalendar): Scale | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string')
    throw new RangeError(`The field ${name} holds no date or moment; enter one, for example 2026-03-02.`);
  if (value.length === 10) return { ...dayScale(calendar), fixed: () => dayNumberOf(value) };
  return { ...momentScale(calendar), fixed: () => millisOfInstant(value) };
}

function dayScale(calendar: WorkingCalendar, roll?: 'none' | 'next-working-day'): Scale {
  const rolls = roll === 'next-working-day';
  return {
    unit: null,
    limit: 0,
    isMoment: false,
    positionOf: (fact) => dayNumberOf(fact.on),
    between: (from, to) => to - from,
    add: (from, amount) => from + amount,
    fixed: (from) => from,
    roll: (reached) => (rolls ? dayNumberOf(nextWorkingDayOnOrAfter(calendar, isoDateOf(reached))) : reached),
    dateAt: isoDateOf,
    instantAt: (position) => endOfDate(isoDateOf(position), calendar.zoneOffsetMinutes),
    // Without a roll no notice can move the day.
    isProvisional: (_from, reached, due) =>
      rolls && isSpanProvisional(calendar, isoDateOf(reached - 1), isoDateOf(due)),
  };
}

function workingDayScale(workingDays: number, calendar: WorkingCalendar): Scale {
  return {
    ...dayScale(calendar),
    unit: 'workingDays',
    limit: workingDays,
    between: (from, to) => countWorkingDays(calendar, from, to),
    add: (from, amount) => stepWorkingDays(calendar, from, amount),
    isProvisional: (from, _reached, due) => isSpanProvisional(calendar, isoDateOf(from), isoDateOf(due)),
  };
}

/** Hours run from the moment itself, through nights and days off (Civil Code art. 201; the stricter reading). */
function momentScale(calendar: WorkingCalendar): Scale {
  return {
    unit: null,
    limit: 0,
    isMoment: true,
    positionOf: momentOf,
    between: (from, to) => (to - from) / millisPerHour,
    add: (from, amount) => from + amount * millisPerHour,
    fixed: (from) => from,
    roll: (reached) => reached,
    dateAt: (position) => dateOfInstant(instantOfMillis(position), calendar.zoneOffsetMinutes),
    instantAt: instantOfMillis,
    isProvisional: () => false,
  };
}

function momentOf(fact: ClockFact): number {
  if (fact.at === undefined) {
    throw new RangeError(
      `The ${fact.kind} of ${fact.on} has no time of day, and this clock counts hours; give the moment in \`at\`.`,
    );
  }
  return millisOfInstant(fact.at);
}

function datesOf({ months, days }: { months: number[]; days: number[] }): string[] {
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return months.flatMap((month) => days.map((day) => `${twoDigits(month)}-${twoDigits(day)}`));
}

/** The first of some yearly dates that lies after a day; the day itself does not count. */
function firstAfter(yearly: readonly string[]): (from: number) => number {
  return (from) => {
    const year = Number(isoDateOf(from).slice(0, 4));
    const candidates = [year, year + 1].flatMap((each) =>
      yearly.map((date) => dayNumberOf(`${String(each).padStart(4, '0')}-${date}`)),
    );
    return Math.min(...candidates.filter((day) => day > from));
  };
}
