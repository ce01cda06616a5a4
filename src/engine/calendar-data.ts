import { z } from 'zod';
import { isRealDay, type IsoDate } from './days.js';

const dates = z.array(z.string());
const announcement = {
  notice: z.string().min(1),
  title: z.string().min(1),
  issued: z.string(),
  url: z.string().min(1),
};
const amendmentSchema = z.strictObject({
  ...announcement,
  off_added: dates,
  off_removed: dates,
  work_added: dates,
  work_removed: dates,
});
const yearSchema = z.strictObject({
  ...announcement,
  /** Changes within the year; `off` and `work` are the state after them. */
  amended_by: z.array(amendmentSchema).default([]),
  off: dates,
  work: dates,
});

/** The file of yearly holiday notices, keys as in the file. A year is the year in the title of its notice. */
export const calendarDataSchema = z.strictObject({
  source: z.string().optional(),
  region: z.string().min(1),
  timezone: z.enum(
    ['Asia/Shanghai'],
    'the only zone known so far is Asia/Shanghai; a zone with summer time needs code first',
  ),
  covers: z.strictObject({ from: z.string(), to: z.string() }),
  /** Weekdays that are days off unless a notice says otherwise, 1 for Monday to 7 for Sunday. */
  weekend: z.array(z.number().int().min(1).max(7)).max(6),
  notes: z.array(z.string()).optional(),
  years: z.record(z.string().regex(/^\d{4}$/, 'a year has four digits'), yearSchema),
});

export type CalendarData = z.infer<typeof calendarDataSchema>;
type Year = CalendarData['years'][string];

export interface CalendarFault {
  /** Where in the file, for example `years.2026.off`. */
  at: string;
  code: string;
  message: string;
}

/**
 * Everything that is wrong with a calendar file, each fault with its place and what to do; none means that it can be used.
 * @param raw the parsed JSON, of any shape
 */
export function checkCalendarData(raw: unknown): CalendarFault[] {
  const read = calendarDataSchema.safeParse(raw);
  if (!read.success)
    return read.error.issues.map(({ path, message }) =>
      fault(path.join('.') || 'the file', 'shape', message),
    );
  const impossible = checkDates(read.data);
  if (impossible.length > 0) return impossible; // the other checks compare dates and need real ones
  return [
    ...checkYears(read.data),
    ...checkCovers(read.data),
    ...checkLists(read.data),
    ...checkAmendments(read.data),
  ];
}

/** The calendar as the notice of a year first said it, before that year's amendments; dates told then were computed with it. */
export function asFirstIssued(data: CalendarData, year: number): CalendarData {
  const amended = data.years[String(year)];
  if (!amended) throw new RangeError(`The calendar has no notice for ${year}.`);
  let { off, work } = amended;
  for (const delta of amended.amended_by.toReversed()) {
    off = undo(off, delta.off_added, delta.off_removed);
    work = undo(work, delta.work_added, delta.work_removed);
  }
  return { ...data, years: { ...data.years, [year]: { ...amended, off, work, amended_by: [] } } };
}

function undo(
  present: readonly IsoDate[],
  added: readonly IsoDate[],
  removed: readonly IsoDate[],
): IsoDate[] {
  return [...present.filter((date) => !added.includes(date)), ...removed].sort();
}

const fault = (at: string, code: string, message: string): CalendarFault => ({ at, code, message });

function listsOf(name: string, year: Year): { at: string; dates: readonly IsoDate[] }[] {
  const lists = [
    { at: `years.${name}.off`, dates: year.off },
    { at: `years.${name}.work`, dates: year.work },
  ];
  year.amended_by.forEach((delta, index) => {
    for (const key of ['off_added', 'off_removed', 'work_added', 'work_removed'] as const) {
      lists.push({ at: `years.${name}.amended_by.${index}.${key}`, dates: delta[key] });
    }
  });
  return lists;
}

function checkDates(data: CalendarData): CalendarFault[] {
  const named = Object.entries(data.years).flatMap(([name, year]) => [
    { at: `years.${name}.issued`, dates: [year.issued] },
    ...year.amended_by.map(({ issued }, index) => ({
      at: `years.${name}.amended_by.${index}.issued`,
      dates: [issued],
    })),
    ...listsOf(name, year),
  ]);
  const all = [
    { at: 'covers.from', dates: [data.covers.from] },
    { at: 'covers.to', dates: [data.covers.to] },
    ...named,
  ];
  return all.flatMap(({ at, dates: written }) =>
    written
      .filter((date) => !isRealDay(date))
      .map((date) =>
        fault(
          at,
          'impossible-date',
          `"${date}" is not a day that exists; copy it again from the notice as YYYY-MM-DD.`,
        ),
      ),
  );
}

function checkYears(data: CalendarData): CalendarFault[] {
  const years = Object.keys(data.years)
    .map(Number)
    .sort((left, right) => left - right);
  const gaps = years.flatMap((year, index) => {
    const previous = years[index - 1];
    if (previous === undefined || previous + 1 === year) return [];
    return [
      fault(
        'years',
        'gap',
        `After ${previous} comes ${year}; add the notices between them, or the days between count as plain weeks.`,
      ),
    ];
  });
  // An empty feed means "not announced yet". Read as "no holidays" it would make every deadline wrong.
  const empty = years
    .filter((year) => data.years[year]?.off.length === 0)
    .map((year) =>
      fault(
        `years.${year}.off`,
        'empty-year',
        `${year} lists no day off; remove the year until its notice is issued.`,
      ),
    );
  return [...gaps, ...empty];
}

function checkCovers(data: CalendarData): CalendarFault[] {
  const years = Object.keys(data.years).sort();
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined)
    return [fault('years', 'no-years', 'There is no year; add at least one notice.')];
  const faults: CalendarFault[] = [];
  const expect = (at: string, found: string, wanted: string) => {
    if (found !== wanted)
      faults.push(
        fault(at, 'wrong-cover', `${found} should be ${wanted}: the years run from ${first} to ${last}.`),
      );
  };
  expect('covers.from', data.covers.from, `${first}-01-01`);
  expect('covers.to', data.covers.to, `${last}-12-31`);
  return faults;
}

/** A notice may reach back into the December before its year; it did five times in twenty. */
function isInNoticeYear(date: IsoDate, year: string): boolean {
  return date.startsWith(year) || date.startsWith(`${Number(year) - 1}-12`);
}

function checkLists(data: CalendarData): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const seen = new Map<IsoDate, { at: string; list: 'off' | 'work' }>();
  for (const [name, year] of Object.entries(data.years)) {
    for (const list of ['off', 'work'] as const) {
      const at = `years.${name}.${list}`;
      for (const date of year[list]) {
        const earlier = seen.get(date);
        if (!isInNoticeYear(date, name))
          faults.push(
            fault(
              at,
              'outside-year',
              `${date} is neither in ${name} nor in the December before; move it to its year or correct it.`,
            ),
          );
        if (earlier?.list === list)
          faults.push(fault(at, 'duplicate', `${date} is also in ${earlier.at}; remove one of the two.`));
        else if (earlier)
          faults.push(
            fault(
              at,
              'off-and-work',
              `${date} is a day off in ${list === 'off' ? at : earlier.at} and worked in ${list === 'work' ? at : earlier.at}; keep what the later notice says.`,
            ),
          );
        else seen.set(date, { at, list });
      }
    }
  }
  return faults;
}

/** The lists are the state after the amendments; a day that an amendment added and that is missing was never applied. */
function checkAmendments(data: CalendarData): CalendarFault[] {
  return Object.entries(data.years).flatMap(([name, year]) =>
    (['off', 'work'] as const).flatMap((list) => {
      const last = new Map<IsoDate, { at: string; isListed: boolean }>();
      year.amended_by.forEach((delta, index) => {
        const at = `years.${name}.amended_by.${index}`;
        delta[`${list}_added`].forEach((date) =>
          last.set(date, { at: `${at}.${list}_added`, isListed: true }),
        );
        delta[`${list}_removed`].forEach((date) =>
          last.set(date, { at: `${at}.${list}_removed`, isListed: false }),
        );
      });
      return [...last]
        .filter(([date, { isListed }]) => year[list].includes(date) !== isListed)
        .map(([date, { at, isListed }]) =>
          fault(
            at,
            'amendment-not-applied',
            `${date} should ${isListed ? '' : 'not '}be in years.${name}.${list}; bring the two into agreement.`,
          ),
        );
    }),
  );
}
