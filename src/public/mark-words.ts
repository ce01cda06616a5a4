import { html, type Html } from '../mailbox/html.js';

/** As the database compares: full width as half width, capitals as small letters; lengths stay as they were. */
function folded(text: string): string {
  return [...text]
    .map((character) => {
      const plain = character.normalize('NFKC').toLowerCase();
      return plain.length === character.length ? plain : character;
    })
    .join('');
}

/** A text with the searched words marked wherever they stand in it. @param q what was typed, words parted by spaces */
export function markWords(text: string, q: string | undefined): Html {
  const words = folded(q ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort((left, right) => right.length - left.length);
  if (words.length === 0) return html`${text}`;
  const parts = folded(text).split(new RegExp(`(${words.join('|')})`, 'u'));
  let at = 0;
  return html`${parts.map((part, index) => {
    const original = text.slice(at, at + part.length);
    at += part.length;
    return index % 2 === 1 ? html`<mark>${original}</mark>` : original;
  })}`;
}
