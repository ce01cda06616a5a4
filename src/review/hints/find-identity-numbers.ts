import {
  digitRuns,
  findDigitChains,
  groupsOf,
  isSpacedEvenly,
  type DigitChain,
  type DigitGroup,
} from './digit-chains.js';
import type { Reading, Span } from './hint.js';
import { isOtherNumber, textBefore } from './near-words.js';
import { withoutOverlaps } from './spans.js';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';
/** Codes of provinces (GB/T 2260); 81 to 83 are residence permits for people of Hong Kong, Macao and Taiwan. */
const province = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
/** X, and what is typed or read for it. */
const checkLetter = /[\s-]{0,3}[XxХх×]/y;

/** Every number of 18 characters that is a resident identity number (GB 11643): region, birth date and check digit agree. */
export function findIdentityNumbers(text: string): Span[] {
  const chains = findDigitChains(text, []);
  const found = chains.flatMap((chain) => chain.flatMap((group) => numbersWithin(text, group)));
  return withoutOverlaps([...found, ...numbersAcross(text, chains, isIdentityNumber)]);
}

/**
 * Numbers with the shape of an identity number and a wrong check digit, where the words say that it is one.
 * Somebody mistyped it, and the rest still tells who it is.
 */
export function findMistypedIdentityNumbers({ text, chains }: Reading): Span[] {
  const isLabelled = ({ start }: Span): boolean =>
    /身份证?(?:件)?(?:号码?|编号)?[\s:为是(,]{0,4}$/.test(textBefore(text, start, 16));
  return withoutOverlaps(numbersAcross(text, chains, hasIdentityShape).filter(isLabelled));
}

/** Numbers of the first generation: 15 digits, no check digit, so the words around them count. */
export function findOldIdentityNumbers({ text, chains }: Reading): Span[] {
  const found = digitRuns(chains, province, 15, 15).filter((run) => {
    if (!isDate(`19${run.digits.slice(6, 12)}`)) return false;
    const isOneNumber = ['6-6-3', '6-9', '6-2-2-2-3'].includes(groupsOf(run).join('-'));
    const isBroken = isSpacedEvenly(text, run);
    const isLabelled = /身份|证件号/.test(textBefore(text, run.start, 16));
    const touchesCode = /[A-Za-z*×]/.test(text.charAt(run.start - 1) + text.charAt(run.end));
    return (isOneNumber || isBroken || isLabelled) && !touchesCode && !isAccount(text, run);
  });
  return withoutOverlaps(found);
}

const isAccount = (text: string, span: Span): boolean =>
  isOtherNumber(text, span) || /[账帐卡]号?[户号]?[\s:为是(]{0,4}$/.test(textBefore(text, span.start, 10));

/** Columns run together when a table is copied, so any 18 digits of a longer group are looked at. */
function numbersWithin(text: string, group: DigitGroup): Span[] {
  const found: Span[] = [];
  let offset = 0;
  while (offset + 17 <= group.digits.length) {
    const number = group.digits.slice(offset, offset + 18);
    const start = group.start + offset;
    const end = number.length === 18 ? start + 18 : endOfCheckLetter(text, group.end);
    const isFound = end > 0 && isIdentityNumber(number.length === 18 ? number : `${number}X`);
    if (isFound) found.push({ start, end });
    offset += isFound ? 18 : 1;
  }
  return found;
}

function numbersAcross(
  text: string,
  chains: readonly DigitChain[],
  isNumber: (number: string) => boolean,
): Span[] {
  const found: Span[] = [];
  for (const { start, end, digits } of digitRuns(chains, province, 17, 18)) {
    const until = digits.length === 18 ? end : endOfCheckLetter(text, end);
    if (until > 0 && isNumber(digits.length === 18 ? digits : `${digits}X`))
      found.push({ start, end: until });
  }
  return found;
}

/** @returns 0 when no X follows */
function endOfCheckLetter(text: string, at: number): number {
  checkLetter.lastIndex = at;
  return checkLetter.test(text) ? checkLetter.lastIndex : 0;
}

const hasIdentityShape = (number: string): boolean => province.test(number) && isDate(number.slice(6, 14));

/** ISO 7064 MOD 11-2 over 17 digits. */
export function isIdentityNumber(number: string): boolean {
  if (!hasIdentityShape(number)) return false;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return checkDigits[sum % 11] === number[17];
}

/** A day of the calendar from 1900 on. Rules know no clock, so the last century is the only bound ahead. */
export function isDate(digits: string): boolean {
  const [year, month, day] = [
    Number(digits.slice(0, 4)),
    Number(digits.slice(4, 6)),
    Number(digits.slice(6, 8)),
  ];
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lastDay = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= lastDay;
}
