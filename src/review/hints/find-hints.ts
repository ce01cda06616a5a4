import type { Passage } from '../passage.js';
import { findDigitChains } from './digit-chains.js';
import { findIdentityNumbers } from './find-identity-numbers.js';
import type { Hint, HintRule, Reading, Span } from './hint.js';
import { narrowText } from './narrow-text.js';
import { hintRules } from './rules.js';

const excerptMargin = 16;

/**
 * Everything in the passages at which a reviewer should look, in the order of the text. Decides nothing and never throws.
 * @param known document numbers in their official form that the public may know, the number of the text itself among them
 */
export function findHints(
  passages: readonly Passage[],
  known: { publicNumbers: ReadonlySet<string> },
): Hint[] {
  return passages.flatMap((passage, index) =>
    findSpans(passage.text, known.publicNumbers).map(({ rule, start, end }) => ({
      rule: rule.code,
      place: passage.place,
      passage: index,
      start,
      end,
      text: passage.text.slice(start, end),
      excerpt: excerptOf(passage.text, start, end),
      why: rule.why,
      isHidden: passage.isHidden,
    })),
  );
}

type RuledSpan = Span & { rule: HintRule };

function findSpans(text: string, publicNumbers: ReadonlySet<string>): RuledSpan[] {
  const narrow = narrowText(text);
  const identityNumbers = findIdentityNumbers(narrow);
  const chains = findDigitChains(narrow, identityNumbers);
  const reading: Reading = { text: narrow, identityNumbers, chains, publicNumbers };
  const found = hintRules.flatMap((rule) => rule.find(reading).map((span) => ({ ...span, rule })));
  return withoutWeaker(found, text.length).sort(
    (left, right) => left.start - right.start || left.end - right.end,
  );
}

/** Drops a span of which at least half already belongs to spans further up, so that nothing is asked twice. */
function withoutWeaker(spans: readonly RuledSpan[], length: number): RuledSpan[] {
  const isTaken = new Uint8Array(length);
  return spans.filter(({ start, end }) => {
    const taken = isTaken.subarray(start, end).reduce((sum, mark) => sum + mark, 0);
    if (taken * 2 >= end - start) return false;
    isTaken.fill(1, start, end);
    return true;
  });
}

function excerptOf(text: string, start: number, end: number): string {
  const from = Math.max(0, start - excerptMargin);
  const to = Math.min(text.length, end + excerptMargin);
  const words = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${words}${to < text.length ? '…' : ''}`;
}
