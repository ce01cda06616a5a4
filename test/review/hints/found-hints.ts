import { findHints } from '../../../src/review/hints/find-hints.js';
import type { Hint } from '../../../src/review/hints/hint.js';

const place = { zh: '第 1 页', en: 'page 1' };

export const hintsIn = (text: string, publicNumbers: readonly string[] = []): Hint[] =>
  findHints([{ place, text, isHidden: false }], { publicNumbers: new Set(publicNumbers) });

/** What a rule found, as written. */
export const foundBy = (rule: string, text: string, publicNumbers: readonly string[] = []): string[] =>
  hintsIn(text, publicNumbers)
    .filter((hint) => hint.rule === rule)
    .map((hint) => hint.text);
