import { clockStatus } from '../../src/engine/clock.js';
import {
  clockFactSchema,
  clockRuleSchema,
  limitSchema,
  rungSchema,
  type ClockFact,
  type Limit,
} from '../../src/engine/clock-rule.js';
import { buildCalendar } from '../../src/engine/calendar.js';
import { china, national } from './national-calendar.js';

const fact = (kind: ClockFact['kind'], on: string, more: Partial<ClockFact> = {}): ClockFact => ({
  kind,
  on,
  ...more,
});
/** A fact at a moment in the bureau's zone, written with its offset. */
const moment = (kind: ClockFact['kind'], at: string, more: Partial<ClockFact> = {}): ClockFact => ({
  kind,
  on: at.slice(0, 10),
  at,
  ...more,
});

describe('a clock in calendar days (Budget Law art. 14)', () => {
  const year2007 = national.years['2007'];
  if (!year2007) throw new Error('the notice for 2007 is missing');
  const budget = (...facts: ClockFact[]) =>
    clockStatus(
      { limit: { calendarDays: 20, roll: 'next-working-day' }, extends: { calendarDays: 10, times: 1 } },
      facts,
      china,
    );

  it('counts days off too, and tells what is left in calendar days', () => {
    expect(budget(fact('start', '2026-03-02'))).toMatchObject({ dueOn: '2026-03-23' }); // the 22nd is a Sunday
    expect(budget(fact('start', '2026-03-02'), fact('pause', '2026-03-12'))).toMatchObject({
      state: 'paused',
      calendarDaysLeft: 10,
    });
  });
  it('can be extended until the rolled deadline but not paused once the limit is used up', () => {
    const started = fact('start', '2026-03-02');
    expect(budget(started, fact('extend', '2026-03-23', { calendarDays: 10 }))).toMatchObject({
      dueOn: '2026-04-01',
      ignored: [],
    });
    expect(budget(started, fact('pause', '2026-03-22'))).toMatchObject({
      dueOn: '2026-03-23',
      ignored: [{ reason: 'pause-after-deadline' }],
    });
  });
  it('is late by working days', () => {
    expect(budget(fact('start', '2026-03-02'), fact('stop', '2026-03-25'))).toMatchObject({
      isLate: true,
      workingDaysLate: 2,
    });
  });
  it('is provisional only if the roll asks about a day without a notice', () => {
    expect(budget(fact('start', '2026-12-20'))).toMatchObject({ dueOn: '2027-01-11', provisional: true });
    expect(budget(fact('start', '2026-12-10'))).toMatchObject({ dueOn: '2026-12-30', provisional: false });
    // Without the notice of December 2006 nobody knows whether its last Sunday was worked, though 4 January is certain.
    const years = {
      ...national.years,
      '2007': { ...year2007, work: year2007.work.filter((date) => date > '2007') },
    };
    const unsure = buildCalendar({ ...national, years }, 'without-december-2006');
    const facts = [fact('start', '2006-12-11')];
    expect(
      clockStatus({ limit: { calendarDays: 20, roll: 'next-working-day' } }, facts, unsure),
    ).toMatchObject({
      dueOn: '2007-01-04',
      provisional: true,
    });
    expect(clockStatus({ limit: { calendarDays: 20 } }, [fact('start', '2026-12-20')], china)).toMatchObject({
      dueOn: '2027-01-09',
      provisional: false,
    });
  });
});

describe('a clock in hours (国办发〔2016〕61号)', () => {
  const response = (...facts: ClockFact[]) =>
    clockStatus({ limit: { hours: 48 }, extends: { hours: 12, times: 1 } }, facts, china);
  const found = moment('start', '2026-10-01T20:00:00+08:00');

  it('runs from the moment itself, through the night and a holiday', () => {
    expect(response(found)).toMatchObject({
      dueOn: '2026-10-03',
      dueAt: '2026-10-03T12:00:00.000Z',
      provisional: false,
    });
  });
  it('waits and goes on to the minute', () => {
    const waiting = moment('pause', '2026-10-02T06:30:00+08:00');
    expect(response(found, waiting)).toMatchObject({ state: 'paused', hoursLeft: 37.5 });
    expect(response(found, waiting, moment('resume', '2026-10-02T07:00:00+08:00'))).toMatchObject({
      dueAt: '2026-10-03T12:30:00.000Z',
    });
  });
  it('is late by hours', () => {
    expect(response(found, moment('stop', '2026-10-03T21:30:00+08:00'))).toMatchObject({
      state: 'stopped',
      isLate: true,
      hoursLate: 1.5,
    });
    expect(response(found, moment('stop', '2026-10-03T20:00:00+08:00'))).toMatchObject({
      isLate: false,
      hoursLate: 0,
    });
  });
  it('can be extended up to the very moment and no later', () => {
    const extend = (at: string) => response(found, moment('extend', at, { hours: 12 }));
    expect(extend('2026-10-03T20:00:00+08:00')).toMatchObject({
      dueAt: '2026-10-04T00:00:00.000Z',
      ignored: [],
    });
    expect(extend('2026-10-03T20:00:01+08:00')).toMatchObject({
      ignored: [{ reason: 'extension-after-deadline' }],
    });
  });
  it('says that it needs a moment when a fact gives only a day', () => {
    expect(() => response(fact('start', '2026-10-01'))).toThrow(
      'The start of 2026-10-01 has no time of day, and this clock counts hours; give the moment in `at`.',
    );
  });
});

describe('a clock that ends on a fixed day', () => {
  const dueOn = (limit: Limit, ...facts: ClockFact[]) => {
    const status = clockStatus({ limit }, facts, china);
    return 'dueOn' in status ? status.dueOn : status.state;
  };
  const quarterly: Limit = { recurs: { months: [1, 4, 7, 10], days: [5], roll: 'next-working-day' } };

  it('is due on the first such date after the start, never on the start itself', () => {
    const annualReport: Limit = { date: '01-31' };
    expect(dueOn(annualReport, fact('start', '2026-01-30'))).toBe('2026-01-31');
    expect(dueOn(annualReport, fact('start', '2026-01-31'))).toBe('2027-01-31');
    expect(dueOn({ date: '01-31', roll: 'next-working-day' }, fact('start', '2026-01-02'))).toBe(
      '2026-02-02',
    );
  });
  it('hands the quarter over on the fifth of the next month, rolled out of the holiday', () => {
    expect(dueOn(quarterly, fact('start', '2016-09-30'))).toBe('2016-10-08');
    expect(dueOn(quarterly, fact('start', '2026-09-30'))).toBe('2026-10-08');
    expect(dueOn(quarterly, fact('start', '2016-10-06'))).toBe('2017-01-05');
  });
  it('knows several days in a month, in whatever order they are written', () => {
    const twiceAMonth: Limit = { recurs: { months: [3, 2], days: [20, 5] } };
    expect(dueOn(twiceAMonth, fact('start', '2026-02-05'))).toBe('2026-02-20');
    expect(dueOn(twiceAMonth, fact('start', '2026-02-20'))).toBe('2026-03-05');
    expect(dueOn(twiceAMonth, fact('start', '2026-03-20'))).toBe('2027-02-05');
  });
  it('is due a year later once what it asks for was done and it begins anew', () => {
    expect(dueOn({ date: '12-31' }, fact('start', '2026-03-02'), fact('restart', '2026-12-31'))).toBe(
      '2027-12-31',
    );
  });
  it('is neither paused nor extended', () => {
    const facts = [
      fact('start', '2016-09-30'),
      fact('pause', '2016-10-01'),
      fact('extend', '2016-10-01', { workingDays: 3 }),
      fact('resume', '2016-10-02'),
    ];
    expect(
      clockStatus({ limit: quarterly, extends: { workingDays: 5, times: 1 } }, facts, china),
    ).toMatchObject({
      dueOn: '2016-10-08',
      ignored: [1, 2, 3].map((index) => ({ index, reason: 'fixed-deadline' })),
    });
  });
  it('is late by working days', () => {
    expect(
      clockStatus({ limit: quarterly }, [fact('start', '2016-09-30'), fact('stop', '2016-10-11')], china),
    ).toMatchObject({ isLate: true, workingDaysLate: 3 });
  });
});

describe('a clock whose deadline is a form field', () => {
  const release = { limit: { field: 'releaseAt' } } satisfies { limit: Limit };
  const started = moment('start', '2026-03-02T09:00:00+08:00');

  it('is due at the moment in the field', () => {
    expect(clockStatus(release, [started], china, { releaseAt: '2026-03-09T09:00:00+08:00' })).toMatchObject({
      dueOn: '2026-03-09',
      dueAt: '2026-03-09T01:00:00.000Z',
    });
  });
  it('is due at the end of the day in the field', () => {
    expect(clockStatus(release, [started], china, { releaseAt: '2026-03-09' })).toMatchObject({
      dueOn: '2026-03-09',
      dueAt: '2026-03-09T16:00:00.000Z',
    });
  });
  it('is late from that moment on', () => {
    const stop = moment('stop', '2026-03-09T09:15:00+08:00');
    expect(clockStatus(release, [started, stop], china, { releaseAt: '2026-03-09T01:00:00Z' })).toMatchObject(
      { isLate: true, hoursLate: 0.25 },
    );
  });
  it('says which field it waits for while that is empty', () => {
    expect(clockStatus(release, [started], china, {})).toEqual({
      state: 'not-started',
      waitsFor: 'releaseAt',
    });
    expect(clockStatus(release, [started, fact('void', '2026-03-03')], china, {})).toMatchObject({
      state: 'void',
    });
  });
  it('refuses what is no date', () => {
    expect(() => clockStatus(release, [started], china, { releaseAt: 'soon' })).toThrow(
      '"soon" is not a moment',
    );
    expect(() => clockStatus(release, [started], china, { releaseAt: 7 })).toThrow(
      'The field releaseAt holds no date or moment',
    );
  });
});

describe('what a rule may say', () => {
  const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
    schema.safeParse(value).success;

  it('has exactly one limit, in whole units and on days that exist every year', () => {
    for (const limit of [
      { workingDays: 0 },
      { workingDays: 20 },
      { date: '01-31' },
      { recurs: { months: [2], days: [28] } },
    ])
      expect(accepts(limitSchema, limit)).toBe(true);
    const wrong = [
      {},
      { workingDays: 20, hours: 3 },
      { workingDays: -1 },
      { workingDays: 1.5 },
      { hours: 0 },
      { date: '02-29' },
      { date: '04-31' },
      { date: '1-31' },
      { recurs: { months: [4], days: [31] } },
    ];
    for (const limit of wrong) expect([limit, accepts(limitSchema, limit)]).toEqual([limit, false]);
  });
  it('says when on each rung, once', () => {
    expect(accepts(rungSchema, { workingDaysBefore: 0, to: ['case-owner'] })).toBe(true);
    expect(accepts(rungSchema, { to: ['case-owner'] })).toBe(false);
    expect(accepts(rungSchema, { workingDaysBefore: 1, hoursBefore: 1, to: ['case-owner'] })).toBe(false);
    expect(accepts(rungSchema, { workingDaysBefore: 1, to: [] })).toBe(false);
  });
  it('extends in one unit', () => {
    const rule = { limit: { workingDays: 20 }, remind: [], escalate: [] };
    expect(accepts(clockRuleSchema, { ...rule, extends: { workingDays: 20, times: 1 } })).toBe(true);
    expect(accepts(clockRuleSchema, { ...rule, extends: { times: 1 } })).toBe(false);
    expect(accepts(clockRuleSchema, { ...rule, extends: { workingDays: 20, hours: 1, times: 1 } })).toBe(
      false,
    );
  });
  it('takes facts that can be true, and writes their moments in UTC', () => {
    expect(
      clockFactSchema.parse({ kind: 'start', on: '2026-03-02', at: '2026-03-02T09:00:00+08:00' }).at,
    ).toBe('2026-03-02T01:00:00.000Z');
    const wrong = [
      { kind: 'start', on: '2026-02-30' },
      { kind: 'begin', on: '2026-03-02' },
      { kind: 'start', on: '2026-03-02', at: '2026-03-02T09:00:00' },
      { kind: 'start', on: '2026-03-02', workingDays: 3 },
      { kind: 'extend', on: '2026-03-02' },
      { kind: 'extend', on: '2026-03-02', workingDays: 3, hours: 3 },
      { kind: 'correct', on: '2026-03-02' },
      { kind: 'stop', on: '2026-03-02', corrects: 0 },
      { kind: 'start', on: '2026-03-02', date: '2026-03-02' },
    ];
    for (const each of wrong) expect([each, accepts(clockFactSchema, each)]).toEqual([each, false]);
  });
});
