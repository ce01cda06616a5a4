const wide =
  /[\uff01-\uff5e\u00a0\u00ad\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\u2010-\u2015\u2212\u2500\u2160-\u217f]/g;
/** A telephone number read aloud and written down; a year has four of these and a date in characters fewer than eleven. */
const spelledDigits = /[〇零○幺一二三四五六七八九]{11,}/g;
const spelled = '〇一二三四五六七八九';
const sameDigit = new Map([
  ['零', '〇'],
  ['○', '〇'],
  ['幺', '一'],
]);
const digitOf = (word: string): string => String(spelled.indexOf(sameDigit.get(word) ?? word));

/**
 * Makes full width half width, every kind of space a space and every kind of dash a hyphen.
 * One UTF-16 unit for one, so that an offset in the answer is the same offset in the text.
 */
export function narrowText(text: string): string {
  return text.replace(spelledDigits, (digits) => [...digits].map(digitOf).join('')).replace(wide, narrowed);
}

function narrowed(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01) return code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : ' ';
  if (code === 0x2169 || code === 0x2179) return 'X'; // Ⅹ is typed for the check digit X
  if (code >= 0x2160 && code <= 0x217f) return character;
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0x2500 ? '-' : ' ';
}
