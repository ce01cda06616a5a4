import fc from 'fast-check';
import {
  formatIndexNumber,
  parseIndexNumber,
  readIndexPattern,
  type IndexPattern,
} from '../../src/documents/index-number.js';

function patternOf(text: string): IndexPattern {
  const pattern = readIndexPattern(text);
  if (pattern.kind === 'refused') throw new Error(JSON.stringify(pattern.reasons));
  return pattern;
}
const codesOf = (answer: { kind: string; reasons?: { code: string }[] }): string[] =>
  (answer.reasons ?? []).map(({ code }) => code);
const fujian = patternOf('{unit}-{class}-{year}-{serial:5}');
const national = patternOf('{org}/{year}-{serial:5}');

describe('an index number (索引号)', () => {
  it('is put together by the pattern of the bureau', () => {
    expect(formatIndexNumber(fujian, { unit: 'FZ00101', class: '2708', year: 2021, serial: 25 })).toEqual({
      kind: 'formatted',
      text: 'FZ00101-2708-2021-00025',
    });
    expect(formatIndexNumber(national, { org: '003210001', year: 2009, serial: 7 })).toEqual({
      kind: 'formatted',
      text: '003210001/2009-00007',
    });
  });
  it('is taken apart again', () => {
    expect(parseIndexNumber(fujian, 'FZ00101-2708-2021-00025')).toEqual({
      kind: 'parsed',
      parts: { unit: 'FZ00101', class: '2708', year: '2021', serial: '00025' },
    });
  });
  it('comes apart into what it was put together from', () => {
    const code = fc.string({ unit: fc.constantFrom(...'AZaz09'), minLength: 1, maxLength: 10 });
    const parts = fc.record({
      unit: code,
      class: code,
      year: fc.integer({ min: 1949, max: 2099 }),
      serial: fc.integer({ min: 1, max: 99_999 }),
    });
    fc.assert(
      fc.property(parts, (given) => {
        const formatted = formatIndexNumber(fujian, given);
        const parsed = formatted.kind === 'formatted' ? parseIndexNumber(fujian, formatted.text) : formatted;
        expect(parsed).toMatchObject({
          kind: 'parsed',
          parts: { unit: given.unit, class: given.class, year: String(given.year) },
        });
      }),
    );
  });
  it('names every missing or unfit part at once', () => {
    expect(codesOf(formatIndexNumber(fujian, { unit: 'FZ-1', year: 21, serial: 100_000 }))).toEqual([
      'bad-part',
      'missing-part',
      'wrong-length',
      'wrong-length',
    ]);
    expect(codesOf(formatIndexNumber(fujian, { unit: 'FZ1', class: '2', year: 2021, serial: 0 }))).toEqual([
      'bad-serial',
    ]);
    expect(codesOf(formatIndexNumber(patternOf('{unit}-{serial}'), { unit: 'FZ1', serial: '07' }))).toEqual([
      'bad-serial',
    ]);
  });
  it.each(['FZ00101-2708-2021-25', 'FZ00101/2708/2021/00025', '', 'FZ00101-2708-2021-00025 '])(
    'is refused when it does not fit the pattern: "%s"',
    (text) => {
      expect(codesOf(parseIndexNumber(fujian, text))).toEqual(['wrong-form']);
    },
  );
  it('is refused when its serial is zero', () => {
    expect(codesOf(parseIndexNumber(fujian, 'FZ00101-2708-2021-00000'))).toEqual(['bad-serial']);
  });
  it('reads a point in the pattern as a point', () => {
    expect(parseIndexNumber(patternOf('{unit}.{serial:3}'), 'FZx001').kind).toBe('refused');
  });
});

describe('the pattern of index numbers', () => {
  it.each([
    ['{unit}-{clas}-{serial:5}', ['unknown-field']],
    ['{unit}-{serial:0}', ['bad-width', 'no-serial']],
    ['{unit}-{year:2}-{serial:5}', ['bad-width']],
    ['{unit-{serial:5}', ['bad-field', 'no-unit']],
    ['{unit}-{year}', ['no-serial']],
    ['{year}-{serial:5}', ['no-unit']],
    ['{unit}-{unit}-{serial:5}', ['repeated-field']],
    ['{unit}{serial:5}', ['no-separator']],
    ['{unit}A{serial:5}', ['no-separator']],
    ['{unit} 号{serial:5}', ['bad-separator']],
    ['', ['no-serial', 'no-unit']],
  ])('is refused with every fault named: %s', (text, expected) => {
    expect(codesOf(readIndexPattern(text))).toEqual(expected);
  });
  it('may join a field of fixed width to the next without a separator', () => {
    expect(
      formatIndexNumber(patternOf('FZ{unit:5}{year}{serial:4}'), { unit: '00101', year: 2021, serial: 25 }),
    ).toEqual({ kind: 'formatted', text: 'FZ0010120210025' });
  });
  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}:5-/.unitserialyear \\(') }), (text) =>
        ['pattern', 'refused'].includes(readIndexPattern(text).kind),
      ),
    );
  });
});
