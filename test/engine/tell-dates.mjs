import { createHash } from 'node:crypto';
import { register } from 'node:module';
import { readFileSync } from 'node:fs';

/** Prints, for each zone given, the machine's offset in it and a digest of many dates and moments told by the engine. */
register('../setup/typescript-hooks.mjs', import.meta.url);
const { addWorkingDays, buildCalendar, workingDaysBetween } = await import('../../src/engine/calendar.ts');
const { calendarDataSchema } = await import('../../src/engine/calendar-data.ts');
const { clockAlarms, clockStatus } = await import('../../src/engine/clock.ts');

const file = new URL('../../workflows/calendars/cn.json', import.meta.url);
const rule = {
  limit: { workingDays: 20 },
  remind: [{ workingDaysBefore: 1, to: ['case-owner'] }],
  escalate: [],
};
const starts = 7_600; // from December 2006 into 2027

for (const zone of process.argv.slice(2)) {
  process.env.TZ = zone;
  const dates = tellDates();
  const digest = createHash('sha256').update(dates.join('\n')).digest('hex');
  const offset = new Date(2026, 6, 8, 3).getTimezoneOffset();
  process.stdout.write(`${JSON.stringify({ zone, offset, first: dates[0], count: dates.length, digest })}\n`);
}

function tellDates() {
  const china = buildCalendar(calendarDataSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), 'cn');
  return Array.from({ length: starts }, (_, day) => {
    const start = new Date(Date.UTC(2006, 11, 1) + day * 86_400_000).toISOString().slice(0, 10);
    const end = addWorkingDays(china, start, (day % 60) - 20);
    const facts = [{ kind: 'start', on: start, at: `${start}T23:30:00Z` }];
    const alarms = clockAlarms(rule, clockStatus(rule, facts, china), china).map(({ fireAt }) => fireAt);
    const { dueOn } = clockStatus({ limit: { hours: 5 } }, facts, china);
    return [start, end, start < end ? workingDaysBetween(china, start, end) : 0, ...alarms, dueOn].join(' ');
  });
}
