import type { Place } from '../passage.js';
import type { DigitChain } from './digit-chains.js';

/** Something in a text at which a reviewer should look. It decides nothing: a person confirms it or calls it a false alarm. */
export interface Hint {
  /** Code of the rule that found it; `rules.ts` has its title. */
  rule: string;
  place: Place;
  /** Index of the passage among those that were read. */
  passage: number;
  /** UTF-16 offsets in the text of the passage, end excluded. */
  start: number;
  end: number;
  /** What stands there, exactly as written. */
  text: string;
  /** The same with some characters around it, on one line. */
  excerpt: string;
  why: Place;
  /** Whether a reader who opens the file in the usual way does not see it. */
  isHidden: boolean;
}

/** UTF-16 offsets, end excluded. */
export interface Span {
  start: number;
  end: number;
}

/** A passage as the rules read it. */
export interface Reading {
  /** Full width made half width, character for character: offsets agree with the passage. */
  text: string;
  /** Identity numbers with a right check digit; their digits are in no chain. */
  identityNumbers: Span[];
  /** All other digits. */
  chains: DigitChain[];
  /** Document numbers in their official form that the public may know. */
  publicNumbers: ReadonlySet<string>;
}

export interface HintRule {
  code: string;
  title: Place;
  /** What is wrong with publishing it, and the law that says so. */
  why: Place;
  find: (reading: Reading) => Span[];
}
