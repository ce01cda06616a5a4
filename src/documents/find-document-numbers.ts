import {
  closers,
  markLetters,
  openers,
  parseDocumentNumber,
  type AmbiguousNumber,
  type ReadNumber,
  type Remark,
} from './document-number.js';

export interface FoundNumber {
  /** Offsets in the text, end excluded. */
  from: number;
  to: number;
  reading: ReadNumber | AmbiguousNumber;
}

const somewhere = new RegExp(
  `[${markLetters}][${markLetters} ]{0,29}\\s{0,3}(?:[${openers}]\\s{0,3}[\\d０-９ ]{1,16}[${closers}]?|[\\d０-９]{4}\\s{0,3}[${closers}])\\s{0,3}第?\\s{0,3}[\\d０-９ ]{0,10}号`,
  'g',
);
/** Words that stand before a number in a sentence and belong to the sentence, not to the agency. */
const leadingWords =
  /^.*(?:根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|转发|印发|详见|以及|通知|文件|意见|办法|规定)\s*/;
/** These may belong to either: 和政办发 is the mark of Hezheng county. */
const doubtfulWords = /^[和与及见按以经]/;

/**
 * Every document number in a running text, with its place.
 * At least one bracket and the character 号 must be there, so that years, house numbers and hotlines are left alone.
 */
export function findDocumentNumbers(text: string): FoundNumber[] {
  return [...text.matchAll(somewhere)].flatMap((match) => {
    const found = match[0];
    const words = leadingWords.exec(found)?.[0] ?? '';
    const reading = parseDocumentNumber(found.slice(words.length));
    if (reading.kind === 'refused') return [];
    const from = match.index + words.length;
    return [{ from, to: match.index + found.length, reading: doubtBeginning(reading) }];
  });
}

function doubtBeginning(reading: ReadNumber | AmbiguousNumber): ReadNumber | AmbiguousNumber {
  const whole = reading.kind === 'read' ? [reading] : reading.candidates;
  const doubtful = whole.some(({ agencyMark }) => agencyMark.length > 2 && doubtfulWords.test(agencyMark));
  if (!doubtful) return reading;
  const candidates = whole.flatMap(({ agencyMark, year, serial }) =>
    [agencyMark.slice(1), agencyMark].map((mark) => ({ agencyMark: mark, year, serial })),
  );
  const why: Remark = {
    code: 'doubtful-beginning',
    zh: '机关代字的第一个字可能属于上文。',
    en: 'The first character of the agency mark may belong to the sentence before it.',
  };
  return { kind: 'ambiguous', found: reading.found, candidates, repairs: [...reading.repairs, why] };
}
