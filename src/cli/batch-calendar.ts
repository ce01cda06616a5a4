import { z } from 'zod';
import {
  addWorkingDays,
  isProvisional,
  isSpanProvisional,
  isWorkingDay,
  workingDaysBetween,
  type WorkingCalendar,
} from '../engine/calendar.js';
import { dayNumberOf, isoDateOf } from '../engine/days.js';
import { answerJson, type Answer } from './batch-lines.js';
import { complaintsOf } from './batch-complaints.js';

const date = z.string('a date, for example "2026-03-02"');
const requestSchema = z.discriminatedUnion(
  'op',
  [
    z.strictObject({
      op: z.literal('add'),
      start: date,
      days: z.number('a whole number, negative to step back'),
    }),
    z.strictObject({ op: z.literal('between'), from: date, to: date }),
    z.strictObject({ op: z.literal('is'), date }),
  ],
  'one of {"op":"add","start":…,"days":…}, {"op":"between","from":…,"to":…} and {"op":"is","date":…}',
);

/**
 * One line of `calendar batch`: `{"op":"add","start":"2016-09-28","days":3}` gives `{"result":"2016-10-08"}`.
 * An answer that rests on days without a notice also says `"provisional":true`.
 */
export function answerCalendarLine(line: string, calendar: WorkingCalendar): Answer {
  return answerJson(line, (raw) => {
    const request = requestSchema.safeParse(raw);
    return request.success ? answerRequest(request.data, calendar) : { error: complaintsOf(request.error) };
  });
}

function answerRequest(request: z.infer<typeof requestSchema>, calendar: WorkingCalendar): Answer {
  switch (request.op) {
    case 'add': {
      const { start, days } = request;
      const result = addWorkingDays(calendar, start, days);
      return answered(result, isAddProvisional(calendar, start, result, days));
    }
    case 'between': {
      const result = workingDaysBetween(calendar, request.from, request.to);
      return answered(result, isSpanProvisional(calendar, request.from, request.to));
    }
    case 'is':
      return answered(isWorkingDay(calendar, request.date), isProvisional(calendar, request.date));
  }
}

function answered(result: string | number | boolean, provisional: boolean): Answer {
  return provisional ? { result, provisional } : { result };
}

/** Stepping back looks at the days before the start, never at the start itself. */
function isAddProvisional(calendar: WorkingCalendar, start: string, result: string, days: number): boolean {
  if (days >= 0) return isSpanProvisional(calendar, start, result);
  return isSpanProvisional(calendar, dayBefore(result), dayBefore(start));
}

function dayBefore(date: string): string {
  return isoDateOf(dayNumberOf(date) - 1);
}
