import fc from 'fast-check';
import {
  formatDocumentNumber,
  parseDocumentNumber,
  type DocumentNumberReading,
} from '../../src/documents/document-number.js';
import { findDocumentNumbers } from '../../src/documents/find-document-numbers.js';

const official = '明政办函〔2016〕34号';
const codes = (reading: DocumentNumberReading): string[] =>
  (reading.kind === 'refused' ? reading.reasons : reading.repairs).map(({ code }) => code);

describe('a document number (GB/T 9704-2012)', () => {
  it('is read from its official form without a repair', () => {
    expect(parseDocumentNumber(official)).toEqual({
      kind: 'read',
      found: official,
      agencyMark: '明政办函',
      year: 2016,
      serial: 34,
      official,
      repairs: [],
      certain: true,
    });
  });

  it.each([
    ['明政办函[2016]34号', ['other-brackets']],
    ['明政办函(2016)34号', ['other-brackets']],
    ['明政办函（2016）34号', ['other-brackets']],
    ['明政办函【2016】34号', ['other-brackets']],
    ['明政办函 〔2016〕 34 号', ['space']],
    ['明政办函〔２０１６〕３４号', ['full-width-digits']],
    ['明政办函〔2016〕第34号', ['ordinal']],
    ['明政办函第〔2016〕34号', ['ordinal']],
    ['明政办函〔2016〕034号', ['leading-zero']],
    ['明政办函(2016] 第 ０34号', ['full-width-digits', 'space', 'other-brackets', 'ordinal', 'leading-zero']],
  ])('is put into the official form when only its writing differs: %s', (text, expected) => {
    const reading = parseDocumentNumber(text);
    expect(reading).toMatchObject({ kind: 'read', official, certain: true, found: text });
    expect(codes(reading)).toEqual(expected);
  });

  it.each([
    ['明政办函〔201634 号', ['space', 'missing-closing-bracket']],
    ['明政办函2016〕34号', ['missing-opening-bracket']],
    ['明政办函201634号', ['missing-opening-bracket', 'missing-closing-bracket']],
    ['明政办函〔16〕34号', ['short-year']],
    ['明政办函〔2016〕34', ['missing-hao']],
  ])('is proposed, not certain, when something was lost: %s', (text, expected) => {
    const reading = parseDocumentNumber(text);
    expect(reading).toMatchObject({ kind: 'read', official, certain: false, found: text });
    expect(codes(reading)).toEqual(expected);
  });

  it('offers every number that a slipped bracket could have meant', () => {
    const reading = parseDocumentNumber('明政办函〔20163〕4号');
    expect(reading.kind === 'ambiguous' && reading.candidates.map(formatDocumentNumber)).toEqual([
      official,
      '明政办函〔2016〕4号',
    ]);
    expect(codes(reading)).toEqual(['misplaced-bracket']);
  });
  it('offers both centuries for a year of two digits when both are possible', () => {
    const reading = parseDocumentNumber('国发〔86〕7号');
    expect(reading.kind === 'ambiguous' && reading.candidates.map(({ year }) => year)).toEqual([1986, 2086]);
  });

  it.each([
    ['', ['empty']],
    ['明政办函', ['no-digits']],
    ['〔2016〕34号', ['no-agency-mark']],
    ['?!', ['no-digits', 'no-agency-mark', 'strange-characters']],
    ['明政办函〔1916〕34号', ['no-year-or-serial']],
    ['明政办函〔2016〕0号', ['no-year-or-serial']],
    ['明政办函〔201〕34号', ['no-year-or-serial']],
    ['34号明政办函〔2016〕', ['no-agency-mark']],
    ['明政办函〔2016〕34号附件', ['wrong-order']],
    ['明'.repeat(300), ['too-long']],
  ])('is refused with every reason and advice: %s', (text, expected) => {
    const reading = parseDocumentNumber(text);
    expect(reading.kind).toBe('refused');
    expect(codes(reading)).toEqual(expected);
  });

  it('comes back the same after it was formatted and parsed', () => {
    const mark = fc.string({
      unit: fc.constantFrom(...'明政办函国发改财金司法和'),
      minLength: 1,
      maxLength: 12,
    });
    const number = fc.record({
      agencyMark: mark,
      year: fc.integer({ min: 1949, max: 2099 }),
      serial: fc.integer({ min: 1, max: 999_999 }),
    });
    fc.assert(
      fc.property(number, (given) => {
        expect(parseDocumentNumber(formatDocumentNumber(given))).toMatchObject({
          ...given,
          certain: true,
          repairs: [],
        });
      }),
    );
  });
  it('never throws, whatever the text', () => {
    const pieces = fc.array(
      fc.oneof(fc.constantFrom(...'〔〕[]（）【】第号 0123６明政办函'), fc.string({ unit: 'binary' })),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(pieces, (parts) =>
        ['read', 'ambiguous', 'refused'].includes(parseDocumentNumber(parts.join('')).kind),
      ),
    );
  });
});

describe('document numbers in a running text', () => {
  it('are found with their places, damaged ones too', () => {
    const text =
      '现根据《关于印发2016 年分解表的通知》(明政办函〔201634 号)和《条例》（国办发〔2016〕19号）精神';
    const found = findDocumentNumbers(text);
    expect(found.map(({ from, to }) => text.slice(from, to))).toEqual([
      '明政办函〔201634 号',
      '国办发〔2016〕19号',
    ]);
    expect(
      found.map(({ reading }) => reading.kind === 'read' && [reading.official, reading.certain]),
    ).toEqual([
      [official, false],
      ['国办发〔2016〕19号', true],
    ]);
  });
  it('leave the words of the sentence out of the agency mark', () => {
    expect(findDocumentNumbers('请根据国办发〔2016〕19号执行').map(({ reading }) => reading.found)).toEqual([
      '国办发〔2016〕19号',
    ]);
  });
  it('are offered with and without a first character that may belong to the sentence', () => {
    const [found] = findDocumentNumbers('附表和政办发〔2020〕1号'.slice(2));
    expect(found?.reading.kind === 'ambiguous' && found.reading.candidates.map(formatDocumentNumber)).toEqual(
      ['政办发〔2020〕1号', '和政办发〔2020〕1号'],
    );
  });
  it('are not seen in years, hotlines and house numbers', () => {
    expect(findDocumentNumbers('2016年度，拨打12345热线，列东街201634号，(一)2016年')).toEqual([]);
  });
});
