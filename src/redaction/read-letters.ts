/** A letter as a reader sees it, and where it is written in the source. */
export interface Letter {
  text: string;
  start: number;
  end: number;
}

export interface LetterNotation {
  /** `&#49;` and `&nbsp;` (HTML, XML). */
  hasEntities?: boolean;
  /** `%E5%BC%A0` (RFC 3986). */
  hasPercent?: boolean;
}

const entity = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));?/iy;
const percent = /(?:%[0-9a-f]{2})+/iy;
/** Those behind which a number, a name or an address can hide; digits and Chinese have no names in HTML. */
const namedEntities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  lrm: '',
  rlm: '',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  ndash: '–',
  mdash: '—',
  hyphen: '-',
  dash: '-',
  commat: '@',
  period: '.',
  middot: '·',
  lowbar: '_',
  num: '#',
  plus: '+',
};

/** A stretch of a source letter by letter, with what is written in a roundabout way read. */
export function readLetters(
  source: string,
  notation: LetterNotation = {},
  from = 0,
  until = source.length,
): Letter[] {
  const letters: Letter[] = [];
  for (let at = from; at < until;) {
    const read = readOne(source, at, until, notation);
    letters.push(...read);
    at = read.at(-1)?.end ?? until;
  }
  return letters;
}

function readOne(source: string, at: number, until: number, notation: LetterNotation): Letter[] {
  const sign = source[at];
  if (sign === '&' && notation.hasEntities) {
    const found = readEntity(source, at);
    if (found && found.end <= until) return [found];
  }
  if (sign === '%' && notation.hasPercent) {
    const found = readPercent(source, at);
    if (found.length > 0 && (found.at(-1)?.end ?? 0) <= until) return found;
  }
  const letter = String.fromCodePoint(source.codePointAt(at) ?? 0);
  return [{ text: letter, start: at, end: at + letter.length }];
}

function readEntity(source: string, at: number): Letter | null {
  entity.lastIndex = at;
  const match = entity.exec(source);
  if (!match) return null;
  const [, hexadecimal, decimal, name] = match;
  const code = hexadecimal ? parseInt(hexadecimal, 16) : Number(decimal);
  const text = name === undefined ? codePoint(code) : namedEntities[name.toLowerCase()];
  return text === undefined ? null : { text, start: at, end: entity.lastIndex };
}

function codePoint(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** A run of encoded bytes, each letter with its own bytes; none where they are not UTF-8. */
function readPercent(source: string, at: number): Letter[] {
  percent.lastIndex = at;
  const run = percent.exec(source)?.[0];
  if (run === undefined) return [];
  try {
    let start = at;
    return [...decodeURIComponent(run)].map((text) => {
      const end = start + 3 * Buffer.byteLength(text);
      start = end;
      return { text, start: end - 3 * Buffer.byteLength(text), end };
    });
  } catch {
    return []; // Latin-1 or GBK: no letter of what is sought can be read from it
  }
}
