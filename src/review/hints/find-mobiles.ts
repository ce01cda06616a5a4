import { digitRuns, groupsOf, isSpacedEvenly, type DigitRun } from './digit-chains.js';
import type { Reading, Span } from './hint.js';
import { isOtherNumber, isPartOfCode, textBefore } from './near-words.js';
import { withoutOverlaps } from './spans.js';

const shape = /^(?:00)?(?:86)?0?(1[3-9]\d{9})$/;
const label = /(?:电\s?话|手\s?机|联系|热线|微信|tel|phone|mobile)/i;

const groupings = new Set(['3-4-4', '3-8', '7-4', '4-3-4', '4-4-3']);

/** Mobile numbers of the mainland: the eleven digits, without a country code or a zero ahead. */
export function findMobiles({ text, chains }: Reading): Span[] {
  const found = digitRuns(chains, shape, 11, 16).flatMap((run) => {
    const prefix = run.digits.length - 11;
    const [first = 0, ...others] = groupsOf(run);
    if (prefix >= first) return [];
    const isWritten = isSpacedEvenly(text, run) || groupings.has([first - prefix, ...others].join('-'));
    const isClear = isWritten && !hasNeighbours(text, run);
    const isPhone =
      (isClear || isNamed(text, run, 1_000)) && !isInCode(text, run) && !isOtherNumber(text, run);
    return isPhone ? [{ start: run.start + prefix, end: run.end }] : [];
  });
  return withoutOverlaps(found);
}

/** A number in groups with more numbers beside it on its line may as well be columns of a table. */
function hasNeighbours(text: string, { chain, first, last }: DigitRun): boolean {
  if (first === last) return false;
  const ahead = first > 0 ? text.slice(chain[first - 1]?.end, chain[first]?.start) : '\n';
  const behind = last + 1 < chain.length ? text.slice(chain[last]?.end, chain[last + 1]?.start) : '\n';
  return !ahead.includes('\n') || !behind.includes('\n');
}

const isNamed = (text: string, { start }: Span, length: number): boolean =>
  label.test(textBefore(text, start, length));

/** FZ-13812345678 is the number of a thing, unless words say otherwise or 86 is all that stands ahead. */
function isInCode(text: string, run: DigitRun): boolean {
  if (isPartOfCode(text, run)) return true;
  const isBehindHyphen = /[A-Za-z\d]-$/.test(textBefore(text, run.start, 2));
  return (
    isBehindHyphen && !/(?<!\d)(?:00)?86-$/.test(textBefore(text, run.start, 6)) && !isNamed(text, run, 24)
  );
}
