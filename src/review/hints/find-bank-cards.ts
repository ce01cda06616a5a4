import { digitRuns, gapsOf, groupsOf, isSpacedEvenly, isWholeChain, type DigitRun } from './digit-chains.js';
import { isDate } from './find-identity-numbers.js';
import type { Reading, Span } from './hint.js';
import { isOtherNumber, isPartOfCode, textBefore } from './near-words.js';
import { withoutOverlaps } from './spans.js';

/** Issuers and lengths (ISO/IEC 7812): UnionPay 62, and the older cards that begin with 4, 5, 3 or 9558. */
const shape = /^(?:62\d{14,17}|(?:4\d|5[1-9]|2[2-7]|35|60|64|65)\d{14}(?:\d{3})?|955[89]\d{12}(?:\d{3})?)$/;
const cardWords = /(?:卡|[账帐][号户]|银行|card)/i;

/** Bank cards of 16 to 19 digits whose issuer and check digit (Luhn) are right. */
export function findBankCards({ text, chains }: Reading): Span[] {
  const found = digitRuns(chains, shape, 16, 19).filter(
    (run) =>
      hasLuhnDigit(run.digits) &&
      isWrittenAsCard(text, run) &&
      !isPartOfCode(text, run) &&
      !isOtherNumber(text, run),
  );
  return withoutOverlaps(found);
}

/** The last digit makes the weighted sum a multiple of ten (ISO/IEC 7812-1 annex B). */
export function hasLuhnDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isWrittenAsCard(text: string, run: DigitRun): boolean {
  if (gapsOf(text, run).some((gap) => /[._·]/.test(gap))) return false;
  if (cardWords.test(textBefore(text, run.start, 200))) return true;
  if (run.first === run.last) return !looksLikeIdentity(run.digits);
  const lengths = groupsOf(run);
  const isInFours = lengths.slice(0, -1).every((length) => length === 4) && (lengths.at(-1) ?? 0) <= 4;
  const mayHaveNeighbours = run.digits.startsWith('62') || isWholeChain(run); // columns of amounts begin with 4 and 5 too
  return mayHaveNeighbours && (isInFours || lengths[0] === 6 || isSpacedEvenly(text, run));
}

/** 62 is also Gansu: 18 digits with a birth date are an identity number that somebody mistyped. */
const looksLikeIdentity = (digits: string): boolean => digits.length === 18 && isDate(digits.slice(6, 14));
