import { readFileSync } from 'node:fs';
import { buildCalendar, type WorkingCalendar } from '../../src/engine/calendar.js';
import { asFirstIssued, calendarDataSchema, type CalendarData } from '../../src/engine/calendar-data.js';

const file = new URL('../../workflows/calendars/cn.json', import.meta.url);

export const nationalFile = (): unknown => JSON.parse(readFileSync(file, 'utf8'));
export const national: CalendarData = calendarDataSchema.parse(nationalFile());
export const china: WorkingCalendar = buildCalendar(national, 'cn-2026');
/** The calendar as it was known on the day on which the notice for 2020 came out. */
export const chinaBeforeTheEpidemic: WorkingCalendar = buildCalendar(
  asFirstIssued(national, 2020),
  'cn-2020-first',
);

/** The slow way: one day at a time over the lists of the notices, with the platform's own dates. */
const off = new Set(Object.values(national.years).flatMap((year) => year.off));
const work = new Set(Object.values(national.years).flatMap((year) => year.work));
const millisPerDay = 86_400_000;
const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const on = (millis: number): string => new Date(millis).toISOString().slice(0, 10);

export function shift(date: string, days: number): string {
  return on(at(date) + days * millisPerDay);
}

export function isWorkingByLists(date: string): boolean {
  const weekday = new Date(at(date)).getUTCDay();
  return work.has(date) || (weekday !== 0 && weekday !== 6 && !off.has(date));
}

export function addDayByDay(start: string, days: number): string {
  let date = start;
  for (let left = Math.abs(days); left > 0;) {
    date = shift(date, Math.sign(days));
    if (isWorkingByLists(date)) left -= 1;
  }
  return date;
}

export function countDayByDay(from: string, to: string): number {
  let count = 0;
  for (let date = shift(from, 1); date <= to; date = shift(date, 1)) if (isWorkingByLists(date)) count += 1;
  return count;
}
