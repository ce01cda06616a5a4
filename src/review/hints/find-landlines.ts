import { digitRuns, groupsOf, isSpacedEvenly } from './digit-chains.js';
import type { Reading, Span } from './hint.js';
import { isOtherNumber, isPartOfCode } from './near-words.js';
import { withoutOverlaps } from './spans.js';

/** Area codes: three digits for the largest cities, with eight digits behind; four for all others, with seven or eight. */
const shape = /^0(?:(?:10|2[0-57-9])[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7})$/;
const withBrackets = /\((0\d{2,3})\)[ \t-]{0,2}(\d{3,4}[ -]?\d{4}|\d{7,8})(?!\d)/g;
const withCountry =
  /(?<!\d)(?:00)?86[)\s-]{1,3}\(?((?:10|2[0-57-9]|[3-9]\d{2})\)?[ -]{0,2}\d{3,4}[ -]?\d{4})(?!\d)/g;
const labelled =
  /(?:电\s{0,2}话|传\s{0,2}真|座机|tel|fax)(?:号码)?[^\d\n一-龥]{0,6}([2-8]\d{6,7}(?!\d)|[2-8]\d{2,3}[ -]\d{4}(?![\d-]))/gi;
const nextOfSeveral = /[ \t]{0,2}(?:[、\/,;]|或)[ \t]{0,2}([2-8]\d{6,7})(?!\d)/y;

const groupings = new Set(['3-8', '4-7', '4-8', '3-4-4', '4-3-4', '4-4-4', '4-4-3']);

/** Fixed lines with their area code; without one only behind 电话 or 传真, or as the next of several. */
export function findLandlines({ text, chains }: Reading): Span[] {
  const runs = digitRuns(chains, shape, 10, 12).filter(
    (run) =>
      (isSpacedEvenly(text, run) || groupings.has(groupsOf(run).join('-'))) &&
      !isPartOfCode(text, run) &&
      !isOtherNumber(text, run),
  );
  const bracketed = [...text.matchAll(withBrackets)].flatMap(
    ({ index, 0: whole, 1: area = '', 2: rest = '' }) =>
      shape.test(area + digitsOf(rest)) ? [{ start: index + 1, end: index + whole.length }] : [],
  );
  const abroad = [...text.matchAll(withCountry)].flatMap(({ index, 0: whole, 1: number = '' }) =>
    shape.test(`0${digitsOf(number)}`)
      ? [{ start: index + whole.length - number.length, end: index + whole.length }]
      : [],
  );
  const local = [...text.matchAll(labelled)].map(({ index, 0: whole, 1: number = '' }) => ({
    start: index + whole.length - number.length,
    end: index + whole.length,
  }));
  const found = withoutOverlaps([...runs, ...bracketed, ...abroad, ...local]);
  return withoutOverlaps(found.flatMap((span) => [span, ...severalBehind(text, span.end)]));
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** 0598-8222222、8222223: the area code is said once. */
function severalBehind(text: string, at: number): Span[] {
  const found: Span[] = [];
  nextOfSeveral.lastIndex = at;
  for (let next = nextOfSeveral.exec(text); next; next = nextOfSeveral.exec(text)) {
    const number = next[1] ?? '';
    found.push({ start: nextOfSeveral.lastIndex - number.length, end: nextOfSeveral.lastIndex });
  }
  return found;
}
