import { z } from 'zod';
import { instantOfMillis, isRealDay, millisOfInstant, type Instant } from './days.js';

const longestLimit = 36_600; // a hundred years of days; more is a slip of the keyboard
const whole = z.number().int('a whole number').max(longestLimit, `at most ${longestLimit}`);
const amount = whole.min(1, 'at least 1');
/** 0 is the same day: some cities ask for the interpretation together with the document (三同步). */
const dayLimit = whole.min(0, 'at least 0');
const roll = z.enum(['none', 'next-working-day']).optional();
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const lengthOfMonth = (month: number): number => monthLengths[month - 1] ?? 0;

function isYearlyDate(text: string): boolean {
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(text) ?? [];
  return month !== undefined && Number(day) >= 1 && Number(day) <= lengthOfMonth(Number(month));
}

const recurrenceSchema = z
  .strictObject({
    months: z.array(z.number().int().min(1).max(12)).min(1),
    days: z.array(z.number().int().min(1).max(31)).min(1),
    roll,
  })
  .refine(
    ({ months, days }) => months.every((month) => days.every((day) => day <= lengthOfMonth(month))),
    'every day must exist in every listed month of every year',
  );

/** How long a clock runs, or up to which day. A date and a recurrence mean the first such day after the start. */
export const limitSchema = z.union(
  [
    z.strictObject({ workingDays: dayLimit }),
    z.strictObject({ calendarDays: dayLimit, roll }),
    z.strictObject({ hours: amount }),
    z.strictObject({
      date: z.string().refine(isYearlyDate, 'month-day that exists in every year, like 01-31'),
      roll,
    }),
    z.strictObject({ recurs: recurrenceSchema }),
    z.strictObject({ field: z.string().min(1) }),
  ],
  'one of { workingDays: 20 }, { calendarDays: 20, roll: next-working-day }, { hours: 24 }, { date: "01-31" }, { recurs: { months: [1, 4, 7, 10], days: [5], roll: next-working-day } } or { field: releaseAt }, with whole numbers and days that exist',
);

const moment = z.number().int().min(0).max(longestLimit).optional();
const rungMoments = [
  'workingDaysBefore',
  'workingDaysAfter',
  'hoursBefore',
  'hoursAfter',
  'percent',
] as const;

/** One step of the ladder: when to tell whom. `to` and `copy` are roles. */
export const rungSchema = z
  .strictObject({
    workingDaysBefore: moment,
    workingDaysAfter: moment,
    hoursBefore: moment,
    hoursAfter: moment,
    /** Of the limit: 50 is half-way, 100 the deadline. */
    percent: z.number().min(1).max(1000).optional(),
    to: z.array(z.string().min(1)).min(1),
    copy: z.array(z.string().min(1)).optional(),
  })
  .refine(
    (rung) => rungMoments.filter((key) => rung[key] !== undefined).length === 1,
    `a rung says when exactly once: one of ${rungMoments.join(', ')}`,
  );

export const extensionRuleSchema = z
  .strictObject({
    workingDays: amount.optional(),
    calendarDays: amount.optional(),
    hours: amount.optional(),
    times: amount,
  })
  .refine(
    (rule) => amountsIn(rule).length === 1,
    'an extension has one unit: workingDays, calendarDays or hours',
  );

export const clockRuleSchema = z.strictObject({
  limit: limitSchema,
  /** The most that one extension may add, and how often. */
  extends: extensionRuleSchema.optional(),
  remind: z.array(rungSchema),
  escalate: z.array(rungSchema),
});

const day = z.string().refine(isRealDay, 'a day that exists, written like 2026-03-02');
const instant = z.string().transform((text, context): Instant => {
  try {
    return instantOfMillis(millisOfInstant(text));
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as RangeError).message });
    return z.NEVER;
  }
});

export const factKinds = [
  'start',
  'stop',
  'pause',
  'resume',
  'restart',
  'extend',
  'correct',
  'void',
] as const;

/** One line of a clock's ledger. Lines are only ever added; `correct` replaces date or amount of an earlier line. */
export const clockFactSchema = z
  .strictObject({
    kind: z.enum(factKinds, `one of ${factKinds.join(', ')}`),
    /** The day on which it happened, in the bureau's zone. */
    on: day,
    /** The moment, which clocks that count hours need. */
    at: instant.optional(),
    recordedAt: instant.optional(),
    by: z.string().optional(),
    basis: z.string().optional(),
    evidence: z.string().optional(),
    workingDays: amount.optional(),
    calendarDays: amount.optional(),
    hours: amount.optional(),
    /** The line that a `correct` replaces, counted from 0. */
    corrects: z.number().int().min(0).optional(),
  })
  .refine(
    (fact) => fact.kind !== 'extend' || amountsIn(fact).length === 1,
    'an extension says by how much, in one unit: workingDays, calendarDays or hours',
  )
  .refine(
    (fact) => ['extend', 'correct'].includes(fact.kind) || amountsIn(fact).length === 0,
    'only an extension has an amount',
  )
  .refine(
    (fact) => (fact.kind === 'correct') === (fact.corrects !== undefined),
    '`corrects` names the corrected fact, and only of a correction',
  );

export type Limit = z.infer<typeof limitSchema>;
export type Rung = z.infer<typeof rungSchema>;
export type ExtensionRule = z.infer<typeof extensionRuleSchema>;
export type ClockRule = z.infer<typeof clockRuleSchema>;
export type ClockFact = z.infer<typeof clockFactSchema>;
export type Unit = 'workingDays' | 'calendarDays' | 'hours';

const units = ['workingDays', 'calendarDays', 'hours'] as const;

/** The amounts that an extension or its rule names; a sound one names exactly one. */
export function amountsIn(value: Partial<Record<Unit, number>>): { unit: Unit; amount: number }[] {
  return units.flatMap((unit) => (value[unit] === undefined ? [] : [{ unit, amount: value[unit] }]));
}
