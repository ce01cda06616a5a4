import { readFileSync } from 'node:fs';
import { addWorkingDays, buildCalendar, isWorkingDay, workingDaysBetween } from '../dist/engine/calendar.js';
import { calendarDataSchema } from '../dist/engine/calendar-data.js';

/**
 * Working-day arithmetic through the public functions, ISO dates in and out, on one core, beside a loop over the days.
 * Each number is the median of five rounds; every round checks that both ways give the same answers.
 */
const file = new URL('../workflows/calendars/cn.json', import.meta.url);
const rounds = 5;
const questions = 200_000;
const asked = 2_000; // the loop is thousands of times slower, so it answers only the first few

export async function run(report) {
  const data = calendarDataSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const calendar = buildCalendar(data, 'bench');
  const loop = dayLoop(data);
  const questionsInside = ask('2007-01-01', 5_400);
  const add = ({ from, days }) => addWorkingDays(calendar, from, days);
  const between = ({ from, to }) => workingDaysBetween(calendar, from, to);

  verify(questionsInside, add, ({ from, days }) => loop.add(from, days));
  verify(questionsInside, between, ({ from, to }) => loop.between(from, to));
  await measure(report, 'add working days', questionsInside, add, 20);
  await measure(report, 'add working days past the announced years', ask('2027-01-01', 9_000), add, 20);
  await measure(
    report,
    'add working days, loop over the days',
    questionsInside.slice(0, asked),
    ({ from, days }) => loop.add(from, days),
    1,
  );
  await measure(report, 'count working days, up to five years', questionsInside, between, 20);
  await measure(
    report,
    'count working days, loop over the days',
    questionsInside.slice(0, asked),
    ({ from, to }) => loop.between(from, to),
    1,
  );
  await measure(
    report,
    'is it a working day',
    questionsInside,
    ({ from }) => isWorkingDay(calendar, from),
    20,
  );
  await measure(report, 'build the calendar', [data], (each) => buildCalendar(each, 'bench'), 200);
}

/** The same questions in every run: a start, up to 60 days to add, an end up to five years later. */
function ask(first, spread) {
  let seed = 20160628;
  const next = (limit) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % limit;
  return Array.from({ length: questions }, () => {
    const start = next(spread);
    return { from: shift(first, start), days: 1 + next(60), to: shift(first, start + next(1_826)) };
  });
}

function shift(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What most code does: one day at a time over the lists. */
function dayLoop({ years }) {
  const off = new Set(Object.values(years).flatMap((year) => year.off));
  const work = new Set(Object.values(years).flatMap((year) => year.work));
  const isWorking = (date) =>
    work.has(date) || (![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) && !off.has(date));
  return {
    add(from, days) {
      let date = from;
      for (let left = days; left > 0;) if (isWorking((date = shift(date, 1)))) left -= 1;
      return date;
    },
    between(from, to) {
      let count = 0;
      for (let date = shift(from, 1); date <= to; date = shift(date, 1)) if (isWorking(date)) count += 1;
      return count;
    },
  };
}

function verify(list, fast, slow) {
  for (const question of list.slice(0, asked)) {
    if (fast(question) !== slow(question))
      throw new Error(`different answers to ${JSON.stringify(question)}`);
  }
}

async function measure(report, name, list, answer, times) {
  const rates = [];
  let kept = 0; // the answers are used, or the compiler could leave the work out
  for (let round = 0; round <= rounds; round += 1) {
    const began = process.hrtime.bigint();
    for (let time = 0; time < times; time += 1) for (const question of list) kept += answer(question) ? 1 : 0;
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    if (round > 0) rates.push((list.length * times) / seconds); // the first round warms up
  }
  if (kept < 0) throw new Error('unreachable');
  report({
    name: `calendar: ${name}`,
    value: Math.round(rates.sort((left, right) => left - right)[2]),
    unit: 'ops/s',
  });
}
