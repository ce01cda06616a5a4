import fc from 'fast-check';
import { readDate, readPostedAt } from '../../src/imports/read-date.js';

describe('a date in a notice', () => {
  it.each([
    '2016年6月28日',
    '2016.6.28',
    '2016-06-28',
    '2016/6/28',
    '20160628',
    '2016 年6 月28 日',
    '２０１６年６月２８日',
    '二〇一六年六月二十八日',
    '二○一六年六月廿八日',
    '二零一六年六月二十八日',
    '二0一六年六月二十八日',
  ])('is read without doubt when nothing is missing: %s', (text) => {
    expect(readDate(text)).toEqual({
      kind: 'read',
      found: text,
      on: '2016-06-28',
      repairs: [],
      certain: true,
    });
  });
  it.each([
    '2016628',
    '2016年628日',
    '20166月28日',
    '2016年6月28',
    '2016.6月28日',
    '201606 28'.slice(0, 6) + '.28',
  ])('is proposed, not certain, when marks are lost and one day fits: %s', (text) => {
    expect(readDate(text)).toMatchObject({
      kind: 'read',
      found: text,
      on: '2016-06-28',
      certain: false,
      repairs: [{ code: 'lost-separators' }],
    });
  });
  it('is offered as each day that fits when more than one does', () => {
    expect(readDate('2016111')).toMatchObject({
      kind: 'ambiguous',
      candidates: ['2016-01-11', '2016-11-01'],
    });
  });
  it('knows the months: 一月 may be written 元月, and 2016 had a 29 February', () => {
    expect(readDate('二〇一六年元月十日')).toMatchObject({ on: '2016-01-10', certain: true });
    expect(readDate('2016229')).toMatchObject({ kind: 'read', on: '2016-02-29' });
    expect(readDate('2015229').kind).toBe('refused');
  });
  it.each([
    '',
    '2016',
    '2016年6月',
    '2016-13-01',
    '2016年2月30日',
    '1848年1月1日',
    '六月二十八日',
    '2'.repeat(99),
  ])('is refused with advice when no day can be read: %s', (text) => {
    expect(readDate(text)).toMatchObject({ kind: 'refused', reasons: [{ code: 'no-date' }] });
  });
  it('never makes the reader throw', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789年月日.-/ 〇一二十廿元O') });
    fc.assert(fc.property(text, (given) => ['read', 'ambiguous', 'refused'].includes(readDate(given).kind)));
  });
});

describe('the moment at which a page was posted', () => {
  it('is an instant in the zone of mainland China', () => {
    expect(readPostedAt('2016-12-28 21:01')).toBe('2016-12-28T21:01:00+08:00');
    expect(readPostedAt('2016年12月8日 9:01:30')).toBe('2016-12-08T09:01:30+08:00');
  });
  it.each(['2016-12-28', '2016-12-28 24:01', '2016-12-28 21:60', '2016-02-30 21:01', '21:01', ''])(
    'is not guessed from "%s"',
    (text) => {
      expect(readPostedAt(text)).toBeUndefined();
    },
  );
});
