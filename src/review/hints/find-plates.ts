import type { Reading, Span } from './hint.js';

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const last = 'A-HJ-NP-Za-hj-np-z0-9学警挂港澳试超领';
/** GA 36: province, office, then five characters, six for vehicles of new energy; I and O are never used. */
const plate = new RegExp(
  `(?:WJ ?[${provinces}] ?\\d{4}[A-Za-z0-9]|[${provinces}] {0,2}[A-HJ-Za-hj-z](?: {0,2}[·•・.-]? {0,2})((?:[A-HJ-NP-Za-hj-np-z0-9] ?){4}[${last}]{1,2}))(?![A-Za-z0-9*])`,
  'g',
);

/** Licence plates. At least two of the characters are digits, so that words in capitals are left alone. */
export function findPlates({ text }: Reading): Span[] {
  return [...text.matchAll(plate)]
    .filter(({ 1: number }) => number === undefined || (number.match(/\d/g) ?? []).length >= 2)
    .map(({ index, 0: whole }) => ({ start: index, end: index + whole.length }));
}
