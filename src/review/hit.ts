import { createHash } from 'node:crypto';
import type { Extraction, Passage, Place } from './passage.js';
import { findHints } from './hints/find-hints.js';
import { hintRules } from './hints/rules.js';

/** Raised when the search finds other things than before: contents are then searched anew, and open hits ask again. */
export const scannerVersion = 1;

/** Something in the contents of a case that a person must look at: what a rule found, what a file hides, or that nothing could be read. */
export interface Hit {
  /** The same contents give the same ids. */
  id: string;
  rule: string;
  title: Place;
  place: Place;
  why: Place;
  /** What stands there, exactly; empty when it is not a piece of text. */
  text: string;
  excerpt: string;
  isHidden: boolean;
}

export const unpublishedRule = 'unpublished-document';
const nothingKnown = { publicNumbers: new Set<string>() };
const everywhere: Place = { zh: '全文', en: 'the whole file' };
const longestExcerpt = 200;

/** Every quoted number counts here: which of them the public may know is asked when a person looks (`withoutPublic`). */
export function hitsOfText(passages: readonly Passage[]): Hit[] {
  return findHints(passages, nothingKnown).map(({ rule, place, why, text, excerpt, isHidden, ...at }) => ({
    id: idOf([rule, at.passage, at.start, text]),
    rule,
    title: hintRules.find(({ code }) => code === rule)?.title ?? { zh: rule, en: rule },
    place,
    why,
    text,
    excerpt,
    isHidden,
  }));
}

export function hitsOfFile({ passages, hidden, isReadable }: Extraction): Hit[] {
  const concealed = hidden.map(({ code, place, why }, index) => ({
    ...bare('hidden-content', { zh: '隐藏内容', en: 'Hidden content' }, place, why),
    id: idOf(['hidden-content', code, index, place.zh]),
    excerpt: hiddenText(passages, place),
    isHidden: true,
  }));
  const unread = isReadable ? [] : [unreadable(noText)];
  return [...unread, ...concealed, ...hitsOfText(passages)];
}

const noText: Place = {
  zh: '未能提取文字，须人工审查',
  en: 'no text could be extracted; a person has to look through it',
};

/** "Could not be read" is for a person to settle, never a pass. */
export function unreadable({ zh, en }: Place): Hit {
  const why = { zh, en };
  return {
    ...bare('unreadable', { zh: '无法自动检查', en: 'Could not be searched' }, everywhere, why),
    id: idOf(['unreadable', why.en]),
  };
}

/** Leaves out quoted numbers that the public may know by now. */
export function withoutPublic(hits: readonly Hit[], publicNumbers: ReadonlySet<string>): Hit[] {
  return hits.filter(({ rule, text, place }) => {
    if (rule !== unpublishedRule) return true;
    const again = findHints([{ place, text, isHidden: false }], { publicNumbers });
    return again.some((hint) => hint.rule === unpublishedRule);
  });
}

function bare(rule: string, title: Place, place: Place, why: Place): Omit<Hit, 'id'> {
  return { rule, title, place, why, text: '', excerpt: '', isHidden: false };
}

function hiddenText(passages: readonly Passage[], place: Place): string {
  const text = passages.find((passage) => passage.isHidden && passage.place.zh === place.zh)?.text ?? '';
  return text.replace(/\s+/g, ' ').trim().slice(0, longestExcerpt);
}

function idOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
