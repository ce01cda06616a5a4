import { asFirstIssued, checkCalendarData, type CalendarData } from '../../src/engine/calendar-data.js';
import { national, nationalFile } from './national-calendar.js';

type Year = CalendarData['years'][string];

/** The national file with one year changed; what is given replaces what is there. */
function withYear(year: number, change: Partial<Year>): CalendarData {
  const before = national.years[year];
  if (!before) throw new Error(`${year} is missing`);
  return { ...national, years: { ...national.years, [year]: { ...before, ...change } } };
}
const offOf = (year: number): string[] => national.years[year]?.off ?? [];
const workOf = (year: number): string[] => national.years[year]?.work ?? [];
const faultsOf = (raw: unknown): string[] => checkCalendarData(raw).map(({ at, code }) => `${at}: ${code}`);

describe('the file of holiday notices', () => {
  it('is sound as it is shipped, with 545 days off and 132 days worked in twenty years', () => {
    expect(checkCalendarData(nationalFile())).toEqual([]);
    const years = Object.values(national.years);
    expect(years.flatMap(({ off }) => off)).toHaveLength(545);
    expect(years.flatMap(({ work }) => work)).toHaveLength(132);
  });
  it('refuses a missing year, which would count as a year without holidays', () => {
    const { '2016': _left, ...years } = national.years;
    expect(checkCalendarData({ ...national, years })).toEqual([
      {
        at: 'years',
        code: 'gap',
        message:
          'After 2015 comes 2017; add the notices between them, or the days between count as plain weeks.',
      },
    ]);
  });
  it('takes a year without days off for a notice that has not been issued', () => {
    expect(faultsOf(withYear(2026, { off: [], work: [] }))).toEqual(['years.2026.off: empty-year']);
  });
  it('refuses a date outside its notice year and the December before', () => {
    expect(faultsOf(withYear(2026, { off: [...offOf(2026), '2025-12-31'] }))).toEqual([]);
    expect(faultsOf(withYear(2026, { off: [...offOf(2026), '2025-11-30'] }))).toEqual([
      'years.2026.off: outside-year',
    ]);
    expect(faultsOf(withYear(2026, { off: [...offOf(2026), '2027-01-01'] }))).toEqual([
      'years.2026.off: outside-year',
    ]);
  });
  it('refuses a day that is both off and worked, even if two years disagree', () => {
    expect(faultsOf(withYear(2026, { work: [...workOf(2026), '2026-10-01'] }))).toEqual([
      'years.2026.work: off-and-work',
    ]);
    expect(faultsOf(withYear(2019, { work: [...workOf(2019), '2018-12-31'] }))).toEqual([
      'years.2019.work: off-and-work',
    ]);
  });
  it('refuses a day that is listed twice', () => {
    expect(faultsOf(withYear(2026, { off: [...offOf(2026), '2026-10-01'] }))).toEqual([
      'years.2026.off: duplicate',
    ]);
  });
  it('refuses dates that do not exist before it compares any', () => {
    expect(checkCalendarData(withYear(2026, { off: [...offOf(2026), '2026-02-30', '2026-10-01'] }))).toEqual([
      {
        at: 'years.2026.off',
        code: 'impossible-date',
        message: '"2026-02-30" is not a day that exists; copy it again from the notice as YYYY-MM-DD.',
      },
    ]);
  });
  it('refuses a span of coverage that is not that of its years', () => {
    const covers = { from: '2007-01-01', to: '2027-12-31' };
    expect(checkCalendarData({ ...national, covers })).toEqual([
      {
        at: 'covers.to',
        code: 'wrong-cover',
        message: '2027-12-31 should be 2026-12-31: the years run from 2007 to 2026.',
      },
    ]);
  });
  it('refuses an amendment that its lists do not show', () => {
    const off = offOf(2020).filter((date) => date !== '2020-01-31');
    expect(faultsOf(withYear(2020, { off }))).toEqual([
      'years.2020.amended_by.0.off_added: amendment-not-applied',
    ]);
    expect(faultsOf(withYear(2020, { work: [...workOf(2020), '2020-02-01'] }))).toContain(
      'years.2020.amended_by.0.work_removed: amendment-not-applied',
    );
  });
  it('says where a file of another shape is wrong', () => {
    expect(checkCalendarData('nonsense').map(({ at }) => at)).toEqual(['the file']);
    expect(faultsOf({ ...national, timezone: 'Europe/Berlin' })).toEqual(['timezone: shape']);
    expect(checkCalendarData({ ...national, years: {} }).map(({ code }) => code)).toEqual(['no-years']);
  });
  it('tells all faults at once', () => {
    const wrong = withYear(2026, { off: [...offOf(2026), '2026-10-01', '2027-05-01'] });
    expect(faultsOf({ ...wrong, covers: { from: '2007-01-02', to: '2026-12-31' } })).toHaveLength(3);
  });
});

describe('a year as its notice first said it', () => {
  it('undoes the amendment of 2020: two days worked again, and a Saturday worked', () => {
    const year = asFirstIssued(national, 2020).years['2020'];
    expect(year?.off).not.toContain('2020-01-31');
    expect(year?.work).toContain('2020-02-01');
    expect(year?.amended_by).toEqual([]);
  });
  it('undoes the holidays added in 2015 and 2019', () => {
    expect(asFirstIssued(national, 2015).years['2015']?.off).not.toContain('2015-09-03');
    expect(asFirstIssued(national, 2019).years['2019']?.work).not.toContain('2019-04-28');
  });
  it('undoes the latest amendment first, so a day added and then taken back was never there', () => {
    const delta = {
      notice: 'n',
      title: 't',
      issued: '2026-05-01',
      url: 'u',
      off_added: [],
      off_removed: [],
      work_added: [],
      work_removed: [],
    };
    const amended = withYear(2026, {
      amended_by: [
        { ...delta, off_added: ['2026-06-22'] },
        { ...delta, off_removed: ['2026-06-22'] },
      ],
    });
    expect(checkCalendarData(amended)).toEqual([]);
    expect(asFirstIssued(amended, 2026).years['2026']?.off).not.toContain('2026-06-22');
  });
  it('leaves every other year and a year without amendments as it is', () => {
    expect(asFirstIssued(national, 2020).years['2019']).toBe(national.years['2019']);
    expect(asFirstIssued(national, 2016).years['2016']).toEqual(national.years['2016']);
  });
  it('gives a file that passes the same checks', () => {
    for (const year of [2015, 2019, 2020])
      expect(checkCalendarData(asFirstIssued(national, year))).toEqual([]);
  });
  it('says that a year has no notice', () => {
    expect(() => asFirstIssued(national, 2027)).toThrow('The calendar has no notice for 2027.');
  });
});
