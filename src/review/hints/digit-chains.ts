import type { Span } from './hint.js';

export interface DigitGroup extends Span {
  digits: string;
}

/** Groups of digits with nothing but separators between them: a number that was spaced, or neighbours in a table. */
export type DigitChain = DigitGroup[];

/** Some groups in a row that may be one number. */
export interface DigitRun extends Span {
  chain: DigitChain;
  /** Indexes of its first and its last group in the chain. */
  first: number;
  last: number;
  digits: string;
}

const gapWithinNumber = /^(?:[ \t\-.·_]{1,3}|[ \t-]{0,3}\r?\n[ \t]{0,8})$/;
const longestGap = 14;

/** @param taken spans whose digits are left out, in the order of the text */
export function findDigitChains(text: string, taken: readonly Span[]): DigitChain[] {
  const chains: DigitChain[] = [];
  let last: DigitGroup | undefined;
  for (const group of findGroups(text, taken)) {
    const chain = chains.at(-1);
    const gap = last && group.start - last.end <= longestGap ? text.slice(last.end, group.start) : '';
    if (chain && gapWithinNumber.test(gap)) chain.push(group);
    else chains.push([group]);
    last = group;
  }
  return chains;
}

function findGroups(text: string, taken: readonly Span[]): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let next = 0;
  for (const { index, 0: digits } of text.matchAll(/\d+/g)) {
    let from = index;
    const to = index + digits.length;
    while ((taken[next]?.end ?? Infinity) <= from) next += 1;
    for (let at = next; (taken[at]?.start ?? Infinity) < to; at += 1) {
      const span = taken[at];
      if (!span) break;
      if (span.start > from)
        groups.push({ start: from, end: span.start, digits: text.slice(from, span.start) });
      from = Math.max(from, span.end);
    }
    if (from < to) groups.push({ start: from, end: to, digits: text.slice(from, to) });
  }
  return groups;
}

/** Every run of whole groups whose digits together have this shape, between `least` and `most` digits long. */
export function digitRuns(
  chains: readonly DigitChain[],
  shape: RegExp,
  least: number,
  most: number,
): DigitRun[] {
  const runs: DigitRun[] = [];
  for (const chain of chains) {
    const joined = chain.map(({ digits }) => digits).join('');
    let from = 0;
    for (let first = 0; first < chain.length; first += 1) {
      let length = 0;
      for (let last = first; last < chain.length; last += 1) {
        length += chain[last]?.digits.length ?? 0;
        if (length > most) break;
        const digits = length < least ? '' : joined.slice(from, from + length);
        if (digits !== '' && shape.test(digits))
          runs.push({ chain, first, last, digits, ...spanOf(chain, first, last) });
      }
      from += chain[first]?.digits.length ?? 0;
    }
  }
  return runs;
}

const spanOf = (chain: DigitChain, first: number, last: number): Span => ({
  start: chain[first]?.start ?? 0,
  end: chain[last]?.end ?? 0,
});

/** How many digits each group of the run has: 138 1234 5678 is 3-4-4. */
export const groupsOf = ({ chain, first, last }: DigitRun): number[] =>
  chain.slice(first, last + 1).map(({ digits }) => digits.length);

/** What stands between the groups of the run. */
export const gapsOf = (text: string, { chain, first, last }: DigitRun): string[] =>
  chain.slice(first, last).map(({ end }, at) => text.slice(end, chain[first + at + 1]?.start));

export const isWholeChain = ({ chain, first, last }: DigitRun): boolean =>
  first === 0 && last === chain.length - 1;

/** Whether a number was only spaced digit by digit, or only broken at the end of a line: both are one number. */
export function isSpacedEvenly(text: string, run: DigitRun): boolean {
  if (run.first === run.last) return true;
  const isDigitByDigit = run.last - run.first === run.digits.length - 1;
  const isBrokenLine = run.last - run.first === 1 && gapsOf(text, run).every((gap) => gap.includes('\n'));
  return isDigitByDigit || isBrokenLine;
}
