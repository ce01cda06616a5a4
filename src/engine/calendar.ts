import type { CalendarData } from './calendar-data.js';
import { dayNumberOf, isoDateOf, weekdayOf, type IsoDate } from './days.js';

export interface DayDescription {
  kind: 'working-day' | 'make-up-day' | 'weekend' | 'holiday';
  /** Number of the notice that made the day what it is, if one did. */
  notice?: string;
}

/**
 * Which days are working days. Opaque: ask the functions below.
 * Inside the announced years one table answers how many working days precede a day, another which day is the n-th;
 * outside them the week repeats and arithmetic answers. So a span of ten years costs what a span of one day costs.
 */
export interface WorkingCalendar {
  region: string;
  /** Names the data behind every date computed with it; given by whoever loaded the data. */
  version: string;
  covers: { from: IsoDate; to: IsoDate };
  zoneOffsetMinutes: number;
  tables: CalendarTables;
}

interface CalendarTables {
  coveredFrom: number;
  coveredTo: number;
  /** The tables hold the days first..last: the announced years, and listed days just before them. */
  first: number;
  last: number;
  /** rank[i]: working days in first..first+i; select[k-1]: offset of the k-th of them. */
  rank: Int32Array;
  select: Int32Array;
  isoDates: string[];
  before: Week;
  after: Week;
  listed: Map<number, DayDescription>;
}

/** A week that repeats, counted from the day next to the tables and away from them. */
interface Week {
  workingDays: number;
  /** rank[r]: working days among the r days nearest to the tables; select[k]: how many days away the (k+1)-th of them is. */
  rank: number[];
  select: number[];
}

const fixedZoneOffsets = { 'Asia/Shanghai': 480 } as const;

/** @param version names the data (notice numbers or digest), so that every date can say what it was computed with */
export function buildCalendar(data: CalendarData, version: string): WorkingCalendar {
  const coveredFrom = dayNumberOf(data.covers.from);
  const coveredTo = dayNumberOf(data.covers.to);
  const listed = listDays(data);
  const isWeekendDay = weekendOf(data);
  const first = Math.min(coveredFrom, ...listed.keys());
  const last = Math.max(coveredTo, ...listed.keys());
  const rank = new Int32Array(last - first + 1);
  const select: number[] = [];
  const isoDates: string[] = [];
  for (let day = first; day <= last; day += 1) {
    if (isWorking(listed.get(day), isWeekendDay(day))) select.push(day - first);
    rank[day - first] = select.length;
    isoDates.push(isoDateOf(day));
  }
  const before = weekFrom((away) => !isWeekendDay(first - away));
  const after = weekFrom((away) => !isWeekendDay(last + away));
  const tables = {
    coveredFrom,
    coveredTo,
    first,
    last,
    rank,
    select: Int32Array.from(select),
    isoDates,
    before,
    after,
    listed,
  };
  return {
    region: data.region,
    version,
    covers: data.covers,
    zoneOffsetMinutes: fixedZoneOffsets[data.timezone],
    tables,
  };
}

/**
 * The day that is `days` working days after `start`, or before it if negative. The start itself is not counted, and 0 days
 * give it back unchanged. Anything else is never a day off.
 * @throws RangeError for a date that does not exist or a number of days that is not whole
 */
export function addWorkingDays(calendar: WorkingCalendar, start: IsoDate, days: number): IsoDate {
  const { tables } = calendar;
  const day = stepWorkingDays(calendar, dayNumberOf(start), days);
  return tables.isoDates[day - tables.first] ?? isoDateOf(day);
}

/**
 * Working days in (from, to]: the day of `from` is not counted, the day of `to` is.
 * @throws RangeError when `from` lies after `to`
 */
export function workingDaysBetween(calendar: WorkingCalendar, from: IsoDate, to: IsoDate): number {
  const start = dayNumberOf(from);
  const end = dayNumberOf(to);
  if (start > end) throw new RangeError(`${from} lies after ${to}; give the earlier date first.`);
  return countWorkingDays(calendar, start, end);
}

/** `addWorkingDays` on day numbers (`days.ts`), for those who count much and tell dates only at the end. */
export function stepWorkingDays({ tables }: WorkingCalendar, day: number, days: number): number {
  if (!Number.isSafeInteger(days)) throw new RangeError(`${days} is not a whole number of days.`);
  if (days === 0) return day;
  return selectDay(tables, days > 0 ? rankOf(tables, day) + days : rankOf(tables, day - 1) + days + 1);
}

/** `workingDaysBetween` on day numbers; `from` must not lie after `to`. */
export function countWorkingDays({ tables }: WorkingCalendar, from: number, to: number): number {
  return rankOf(tables, to) - rankOf(tables, from);
}

export function isWorkingDay(calendar: WorkingCalendar, date: IsoDate): boolean {
  return isWorkingOn(calendar.tables, dayNumberOf(date));
}

/** The day lies outside the announced years: only the weekday rule speaks, and a notice may still change it. */
export function isProvisional(calendar: WorkingCalendar, date: IsoDate): boolean {
  return isUncovered(calendar.tables, dayNumberOf(date));
}

/** Whether any day in (from, to] is provisional; if the two are the same, whether that day is. */
export function isSpanProvisional(calendar: WorkingCalendar, from: IsoDate, to: IsoDate): boolean {
  const end = dayNumberOf(to);
  return (
    isUncovered(calendar.tables, end) || isUncovered(calendar.tables, Math.min(dayNumberOf(from) + 1, end))
  );
}

/** Rolls a period of calendar days that ends on a day off to the first day after it that is none (Civil Code art. 203). */
export function nextWorkingDayOnOrAfter(calendar: WorkingCalendar, date: IsoDate): IsoDate {
  return isWorkingDay(calendar, date) ? date : addWorkingDays(calendar, date, 1);
}

export function describeDay(calendar: WorkingCalendar, date: IsoDate): DayDescription {
  const day = dayNumberOf(date);
  const listed = calendar.tables.listed.get(day);
  if (listed) return listed;
  return { kind: isWorkingOn(calendar.tables, day) ? 'working-day' : 'weekend' };
}

/** Later layers win: an amendment names the days it touched, a plain year names the rest. */
function listDays(data: CalendarData): Map<number, DayDescription> {
  const listed = new Map<number, DayDescription>();
  const isWeekendDay = weekendOf(data);
  for (const [, year] of Object.entries(data.years).sort(([left], [right]) => Number(left) - Number(right))) {
    const amending = new Map<string, string>();
    for (const { notice, off_added, work_added } of year.amended_by) {
      [...off_added, ...work_added].forEach((date) => amending.set(date, notice));
    }
    const note = (date: IsoDate, kind: DayDescription['kind']) =>
      listed.set(dayNumberOf(date), { kind, notice: amending.get(date) ?? year.notice });
    year.off.forEach((date) => note(date, 'holiday'));
    // A feed may list a weekday as worked; that says nothing new, so it stays an ordinary day.
    year.work.filter((date) => isWeekendDay(dayNumberOf(date))).forEach((date) => note(date, 'make-up-day'));
  }
  return listed;
}

function weekendOf(data: CalendarData): (day: number) => boolean {
  const weekend = new Set(data.weekend);
  return (day) => weekend.has(weekdayOf(day));
}

function isWorking(listed: DayDescription | undefined, isWeekendDay: boolean): boolean {
  return listed ? listed.kind === 'make-up-day' : !isWeekendDay;
}

function weekFrom(isWorkingAway: (away: number) => boolean): Week {
  const rank = [0];
  const select: number[] = [];
  for (let away = 1; away <= 7; away += 1) {
    if (isWorkingAway(away)) select.push(away);
    rank.push(select.length);
  }
  return { workingDays: select.length, rank, select };
}

function isUncovered(tables: CalendarTables, day: number): boolean {
  return day < tables.coveredFrom || day > tables.coveredTo;
}

function isWorkingOn(tables: CalendarTables, day: number): boolean {
  return rankOf(tables, day) !== rankOf(tables, day - 1);
}

/** Working days up to and including a day, counted from the first day of the tables; not positive before it. */
function rankOf(tables: CalendarTables, day: number): number {
  const offset = day - tables.first;
  if (offset >= 0 && day <= tables.last) return tables.rank[offset] as number;
  if (offset < 0) return -workingDaysAway(tables.before, -offset - 1);
  return tables.select.length + workingDaysAway(tables.after, day - tables.last);
}

function workingDaysAway(week: Week, days: number): number {
  return Math.floor(days / 7) * week.workingDays + (week.rank[days % 7] as number);
}

/** The inverse of `rankOf` for working days: the day with this rank on which work is done. */
function selectDay(tables: CalendarTables, rank: number): number {
  if (rank < 1) return tables.first - daysAway(tables.before, 1 - rank);
  if (rank <= tables.select.length) return tables.first + (tables.select[rank - 1] as number);
  return tables.last + daysAway(tables.after, rank - tables.select.length);
}

function daysAway(week: Week, workingDays: number): number {
  const whole = Math.floor((workingDays - 1) / week.workingDays);
  return whole * 7 + (week.select[workingDays - 1 - whole * week.workingDays] as number);
}
