import {
  addWorkingDays,
  describeDay,
  isProvisional,
  isWorkingDay,
  nextWorkingDayOnOrAfter,
} from '../../src/engine/calendar.js';
import { clockStatus } from '../../src/engine/clock.js';
import { china, chinaBeforeTheEpidemic } from './national-calendar.js';

const add = (start: string, days: number): string => addWorkingDays(china, start, days);

describe('dates that courts and notices settled', () => {
  it('A: agrees with Guiding Case 26, where Dragon Boat Monday is not counted', () => {
    expect(add('2011-06-01', 15)).toBe('2011-06-23');
  });
  it('B: counts a request received on Sunday from that day, one working day before a request of Monday', () => {
    expect(add('2017-06-18', 15)).toBe('2017-07-07');
    expect(add('2017-06-19', 15)).toBe('2017-07-10');
  });
  it('C: tells a reply of 28 December apart by the day on which the request counts as received', () => {
    expect(add('2021-11-24', 20)).toBe('2021-12-22');
    expect(add('2021-12-02', 20)).toBe('2021-12-30');
  });
  it('D: lets a limit end on a make-up Saturday', () => {
    expect(add('2016-09-28', 3)).toBe('2016-10-08');
    expect(add('2016-09-30', 1)).toBe('2016-10-08');
    expect(describeDay(china, '2016-10-08').kind).toBe('make-up-day');
  });
  it('D2: counts twenty days across National Day and two make-up days', () => {
    expect(add('2016-09-28', 20)).toBe('2016-10-31');
  });
  it('E: moves when the Spring Festival of 2020 was lengthened, and still tells the date as first issued', () => {
    expect(addWorkingDays(chinaBeforeTheEpidemic, '2020-01-22', 20)).toBe('2020-02-25');
    expect(add('2020-01-22', 20)).toBe('2020-02-27');
  });
  it('F: counts New Year’s Eve of 2024, which was worked', () => {
    expect(add('2024-02-08', 1)).toBe('2024-02-09');
  });
  it('G: counts the worked Sunday before the Spring Festival of 2024', () => {
    expect(add('2024-02-02', 3)).toBe('2024-02-06');
  });
  it('H: counts the worked Saturday before Mid-Autumn 2024', () => {
    expect(add('2024-09-13', 3)).toBe('2024-09-19');
    expect(add('2024-09-13', 20)).toBe('2024-10-17');
  });
  it('I: counts the worked Sundays of January and April 2025', () => {
    expect(add('2025-01-24', 3)).toBe('2025-02-05');
    expect(add('2025-04-25', 2)).toBe('2025-04-28');
  });
  it('J: counts from the worked Saturday 14 February 2026 across the nine days off', () => {
    expect(add('2026-02-13', 3)).toBe('2026-02-25');
    expect(isWorkingDay(china, '2026-02-14') && isWorkingDay(china, '2026-02-28')).toBe(true);
  });
  it('K: counts from the date of the founding notice', () => {
    expect(add('2016-06-28', 3)).toBe('2016-07-01');
    expect(add('2016-06-28', 20)).toBe('2016-07-26');
  });
  it('L: rolls the fifth of October forward out of the holiday', () => {
    expect(nextWorkingDayOnOrAfter(china, '2016-10-05')).toBe('2016-10-08');
    expect(nextWorkingDayOnOrAfter(china, '2026-10-05')).toBe('2026-10-08');
  });
  it('M: ends the twenty calendar days of the Budget Law on a holiday, unless the rule rolls to the make-up Sunday', () => {
    const facts = [{ kind: 'start' as const, on: '2024-01-22' }];
    const dueOn = (roll: 'none' | 'next-working-day') =>
      clockStatus({ limit: { calendarDays: 20, roll } }, facts, china);

    expect(dueOn('none')).toMatchObject({ state: 'running', dueOn: '2024-02-11', provisional: false });
    expect(dueOn('next-working-day')).toMatchObject({
      state: 'running',
      dueOn: '2024-02-18',
      provisional: false,
    });
  });
  it('N: passes the calendar horizon by the weekday rule and says that the date is provisional', () => {
    expect(add('2026-12-03', 20)).toBe('2026-12-31');
    expect(isProvisional(china, '2026-12-31')).toBe(false);
    expect(add('2026-12-04', 20)).toBe('2027-01-01');
    expect(isProvisional(china, '2027-01-01')).toBe(true);
  });
});
