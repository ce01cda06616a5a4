import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCalendar, type WorkingCalendar } from '../engine/calendar.js';
import { calendarDataSchema, checkCalendarData, type CalendarData } from '../engine/calendar-data.js';
import { ConfigurationFault } from '../platform/faults.js';

/** Reads and checks a calendar file. @throws ConfigurationFault with every fault of the file */
export function readCalendar(file: string): { data: CalendarData; calendar: WorkingCalendar } {
  const text = readFileSync(file, 'utf8');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationFault(`${file} is not JSON: ${(error as Error).message}`);
  }
  const faults = checkCalendarData(raw);
  if (faults.length > 0)
    throw new ConfigurationFault(
      `${file} can't be used:\n${faults.map(({ at, message }) => `  ${at}: ${message}`).join('\n')}`,
    );
  const data = calendarDataSchema.parse(raw);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { data, calendar: buildCalendar(data, `${data.region} ${data.covers.to} ${sha256.slice(0, 12)}`) };
}

/** The calendar by which this bureau counts. */
export class Calendars {
  constructor(private readonly calendar: WorkingCalendar) {}

  static fromFolder(workflows: string): Calendars {
    return new Calendars(readCalendar(join(workflows, 'calendars', 'cn.json')).calendar);
  }

  current(): WorkingCalendar {
    return this.calendar;
  }
}
