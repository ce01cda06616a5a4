import fc from 'fast-check';
import {
  dateOfInstant,
  dayNumberOf,
  endOfDate,
  instantAt,
  instantOfDate,
  isRealDay,
  isoDateOf,
  millisOfInstant,
  weekdayOf,
} from '../../src/engine/days.js';

const shanghai = 480;

describe('days and moments', () => {
  it('counts days from 1970 and back, leap years included', () => {
    expect(dayNumberOf('1970-01-01')).toBe(0);
    expect(dayNumberOf('2000-02-29')).toBe(11_016);
    expect(dayNumberOf('0001-01-01')).toBe(-719_162);
    expect(isoDateOf(dayNumberOf('9999-12-31'))).toBe('9999-12-31');
    expect(() => isoDateOf(dayNumberOf('9999-12-31') + 1)).toThrow('outside the years');
  });
  it('agrees with the platform about every day of the Gregorian calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(dayNumberOf(date)).toBe(day);
        expect(isoDateOf(day)).toBe(date);
        expect(weekdayOf(day)).toBe(new Date(day * 86_400_000).getUTCDay() || 7);
      }),
    );
  });
  it.each([
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
  ])('refuses %s and says that there is no such day', (date) => {
    expect(isRealDay(date)).toBe(false);
    expect(() => dayNumberOf(date)).toThrow(`${date} is not a day that exists; check the day and the month.`);
  });
  it.each([
    '',
    '2026-3-2',
    '20260302',
    '2026/03/02',
    '2026-03-02T00:00:00Z',
    '２０２６-03-02',
    '-026-03-02',
    ' 2026-03-2',
  ])('refuses "%s" and shows how to write a date', (text) => {
    expect(() => dayNumberOf(text)).toThrow('for example 2026-03-02');
  });
  it('ends a day at the next midnight of the bureau, and starts it at its own', () => {
    expect(endOfDate('2026-03-30', shanghai)).toBe('2026-03-30T16:00:00.000Z');
    expect(instantOfDate('2026-03-30', shanghai)).toBe('2026-03-29T16:00:00.000Z');
    expect(instantAt('2026-03-30', '08:30', shanghai)).toBe('2026-03-30T00:30:00.000Z');
    expect(() => instantAt('2026-03-30', '8:30', shanghai)).toThrow(
      '"8:30" is not a time of day; write it like 08:30.',
    );
  });
  it('puts a moment on the day that it is in the bureau', () => {
    expect(dateOfInstant('2026-03-30T15:59:59.999Z', shanghai)).toBe('2026-03-30');
    expect(dateOfInstant('2026-03-30T16:00:00Z', shanghai)).toBe('2026-03-31');
    expect(dateOfInstant('2026-03-30T23:59:59+08:00', shanghai)).toBe('2026-03-30');
  });
  it('refuses a moment without a zone, which would mean something else on every machine', () => {
    expect(() => millisOfInstant('2026-03-30T10:00:00')).toThrow('write date, time and zone');
    expect(() => millisOfInstant('2026-02-30T10:00:00Z')).toThrow('is not a moment');
    expect(() => millisOfInstant('2026-03-30')).toThrow('is not a moment');
  });
});
