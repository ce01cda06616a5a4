/** Spaces, line breaks and what is not drawn at all (soft hyphen, joiners, direction marks, byte order mark). */
const unseen = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
const dashes = /[\p{Pd}\u2212_.·]/gu;

/**
 * What is the same to a reader becomes the same: full width and half width, capital and small, with and without spaces.
 * Folded letter by letter, so that text gives the same result whole and in pieces.
 */
export function foldText(text: string): string {
  if (/^[!-@[-~]*$/.test(text)) return text;
  let folded = '';
  for (const letter of text) folded += letter.normalize('NFKD').toLowerCase().replace(unseen, '');
  return folded;
}

/** Numbers are written in groups, with hyphens or dots between them. */
export function withoutDashes(folded: string): string {
  return folded.replace(dashes, '');
}

/** Eleven digits or more are a number of a person or an account, never a date: groups in it may be parted. */
export function isLongNumber(folded: string): boolean {
  return /^[\dx]{11,}$/.test(withoutDashes(folded));
}
