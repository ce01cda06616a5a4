import type { Reading, Span } from './hint.js';
import { isOtherNumber, textBefore } from './near-words.js';

const passport = /(?<![A-Za-z0-9-])(?:[EG] ?\d{8}|E[A-HJ-NP-Z] ?\d{7}|(?:SE|DE|PE) ?\d{7})(?![A-Za-z0-9*-])/g;
/** Older passports and permits for Hong Kong, Macao and Taiwan, where the words say so. */
const labelled =
  /(?:护\s{0,2}照|通行证|台胞证|passport)(?:号码?|证号|编号|No\.?)?[\s:为是(]{0,5}((?:[A-Z]{1,2} ?)?\d{7,10})(?![\dA-Za-z*])/gi;

export function findPassports({ text }: Reading): Span[] {
  const bare = [...text.matchAll(passport)]
    .map(({ index, 0: number }) => ({ start: index, end: index + number.length }))
    .filter((span) => !isOtherNumber(text, span) && !/[A-Za-z]$/.test(textBefore(text, span.start, 1)));
  const named = [...text.matchAll(labelled)].map(({ index, 0: whole, 1: number = '' }) => ({
    start: index + whole.length - number.length,
    end: index + whole.length,
  }));
  return [
    ...named,
    ...bare.filter(({ start }) => !named.some((span) => span.start <= start && start < span.end)),
  ];
}
