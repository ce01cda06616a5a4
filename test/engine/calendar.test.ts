import fc from 'fast-check';
import {
  addWorkingDays,
  buildCalendar,
  describeDay,
  isProvisional,
  isSpanProvisional,
  isWorkingDay,
  nextWorkingDayOnOrAfter,
  workingDaysBetween,
} from '../../src/engine/calendar.js';
import { addDayByDay, china, countDayByDay, isWorkingByLists, national, shift } from './national-calendar.js';

const anyDay = fc.integer({ min: -400, max: 8_000 }).map((days) => shift('2007-01-01', days));
const farDay = fc.integer({ min: -400_000, max: 2_000_000 }).map((days) => shift('2007-01-01', days));
const steps = fc.integer({ min: -600, max: 600 });
const farSteps = fc.integer({ min: -100_000, max: 100_000 });

describe('working days, one promise at a time', () => {
  it('does not count the start, and gives it back for no days even if it is a day off', () => {
    expect(addWorkingDays(china, '2026-10-01', 0)).toBe('2026-10-01');
    expect(workingDaysBetween(china, '2026-03-02', '2026-03-02')).toBe(0);
    expect(workingDaysBetween(china, '2026-03-02', '2026-03-03')).toBe(1);
  });
  it('steps back as it steps forward', () => {
    expect(addWorkingDays(china, '2016-10-08', -1)).toBe('2016-09-30');
    expect(addWorkingDays(china, '2016-10-05', -1)).toBe('2016-09-30');
  });
  it('refuses to count from a later date to an earlier one', () => {
    expect(() => workingDaysBetween(china, '2026-03-03', '2026-03-02')).toThrow(
      '2026-03-03 lies after 2026-03-02; give the earlier date first.',
    );
  });
  it('refuses days that do not exist and numbers that are not whole', () => {
    expect(() => addWorkingDays(china, '2026-02-30', 1)).toThrow('2026-02-30 is not a day that exists');
    expect(() => addWorkingDays(china, '2026-02-28', 1.5)).toThrow('1.5 is not a whole number of days.');
    expect(() => addWorkingDays(china, '2026-02-28', Number.NaN)).toThrow('not a whole number');
    expect(() => addWorkingDays(china, '2026-02-28', 10_000_000)).toThrow('outside the years 0001 to 9999');
  });
  it('says what each day is and which notice made it so', () => {
    expect(describeDay(china, '2026-03-02')).toEqual({ kind: 'working-day' });
    expect(describeDay(china, '2026-03-07')).toEqual({ kind: 'weekend' });
    expect(describeDay(china, '2016-10-03')).toEqual({ kind: 'holiday', notice: '国办发明电〔2015〕18号' });
    expect(describeDay(china, '2016-10-08')).toEqual({
      kind: 'make-up-day',
      notice: '国办发明电〔2015〕18号',
    });
  });
  it('names the amendment, not the yearly notice, for a day that the amendment changed', () => {
    expect(describeDay(china, '2020-01-31').notice).toBe('国办发明电〔2020〕1号');
    expect(describeDay(china, '2020-01-30').notice).toBe('国办发明电〔2019〕16号');
    expect(describeDay(china, '2015-09-06')).toEqual({ kind: 'make-up-day', notice: '国发明电〔2015〕1号' });
  });
  it('knows the worked days of December 2006 from the notice for 2007, and calls them provisional', () => {
    expect(isWorkingDay(china, '2006-12-30')).toBe(true);
    expect(isProvisional(china, '2006-12-30')).toBe(true);
    expect(isProvisional(china, '2007-01-01')).toBe(false);
  });
  it('calls a span provisional if any day that is counted in it is', () => {
    expect(isSpanProvisional(china, '2006-12-31', '2007-01-04')).toBe(false); // the start is not counted
    expect(isSpanProvisional(china, '2006-12-30', '2007-01-04')).toBe(true);
    expect(isSpanProvisional(china, '2026-12-31', '2027-01-01')).toBe(true);
  });
  it('leaves a weekday that a feed lists as worked an ordinary working day', () => {
    const year = national.years['2020'];
    if (!year) throw new Error('2020 is missing');
    const years = { ...national.years, '2020': { ...year, work: [...year.work, '2020-02-03'] } };
    const calendar = buildCalendar({ ...national, years }, 'with-feed-slip');
    expect(describeDay(calendar, '2020-02-03')).toEqual({ kind: 'working-day' });
  });
  it('can hold a country whose week ends on Friday', () => {
    const calendar = buildCalendar({ ...national, weekend: [5, 6] }, 'friday');
    expect(addWorkingDays(calendar, '2035-05-03', 1)).toBe('2035-05-06'); // Thursday to Sunday
    expect(addWorkingDays(calendar, '2035-05-06', -1)).toBe('2035-05-03');
  });
});

describe('working days, whatever the dates', () => {
  it('says of every day from 2006 to 2028 what the lists of the notices say', () => {
    for (let date = '2006-01-01'; date <= '2028-12-31'; date = shift(date, 1)) {
      expect([date, isWorkingDay(china, date)]).toEqual([date, isWorkingByLists(date)]);
    }
  });
  it('adds as a loop over the days adds, forward and back, inside the announced years and outside', () => {
    fc.assert(
      fc.property(anyDay, steps, (start, days) => {
        expect(addWorkingDays(china, start, days)).toBe(addDayByDay(start, days));
      }),
    );
  });
  it('counts as a loop over the days counts', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 2_000 }), (from, length) => {
        expect(workingDaysBetween(china, from, shift(from, length))).toBe(
          countDayByDay(from, shift(from, length)),
        );
      }),
      { numRuns: 60 },
    );
  });
  it('counts back exactly what it added', () => {
    fc.assert(
      fc.property(farDay, farSteps, (start, days) => {
        const end = addWorkingDays(china, start, days);
        if (days >= 0) expect(workingDaysBetween(china, start, end)).toBe(days);
        else expect(workingDaysBetween(china, shift(end, -1), shift(start, -1))).toBe(-days);
      }),
    );
  });
  it('never ends on a day off', () => {
    fc.assert(
      fc.property(farDay, farSteps, (start, days) => {
        expect(days === 0 || isWorkingDay(china, addWorkingDays(china, start, days))).toBe(true);
      }),
    );
  });
  it('ends later for more days and for a later start', () => {
    fc.assert(
      fc.property(farDay, farSteps, fc.nat(500), (start, days, more) => {
        const end = addWorkingDays(china, start, days);
        expect(days === 0 || addWorkingDays(china, start, days + more + 1) > end).toBe(true);
        expect(addWorkingDays(china, shift(start, more), days) >= end).toBe(true);
      }),
    );
  });
  it('adds two spans as it adds their sum', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(300), fc.nat(300), (start, first, second) => {
        const inTwo = addWorkingDays(china, addWorkingDays(china, start, first), second);
        expect(inTwo).toBe(addWorkingDays(china, start, first + second));
      }),
    );
  });
  it('rolls to the first working day on or after a day, and only if that day is off', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const rolled = nextWorkingDayOnOrAfter(china, date);
        expect(rolled).toBe(isWorkingByLists(date) ? date : addDayByDay(date, 1));
      }),
    );
  });
});
