/** A piece of an HTML or XML source, by its place. */
export interface MarkupPiece {
  kind: 'text' | 'tag' | 'comment' | 'script' | 'instruction';
  start: number;
  end: number;
}

const piece =
  /<!--[\s\S]*?(?:-->|$)|<script\b[\s\S]*?(?:<\/script\s*>|$)|<!\[CDATA\[|\]\]>|<[!?][^>]*>|<\/?[a-z_\p{L}](?:"[^"]*"|'[^']*'|[^'"<>])*>/giu;

/** Cuts a source into its text and what is not shown as text. What reads as no tag is text. */
export function splitMarkup(source: string): MarkupPiece[] {
  const pieces: MarkupPiece[] = [];
  let at = 0;
  for (const match of source.matchAll(piece)) {
    if (match.index > at) pieces.push({ kind: 'text', start: at, end: match.index });
    at = match.index + match[0].length;
    pieces.push({ kind: kindOf(match[0]), start: match.index, end: at });
  }
  if (at < source.length) pieces.push({ kind: 'text', start: at, end: source.length });
  return pieces;
}

function kindOf(markup: string): MarkupPiece['kind'] {
  if (markup.startsWith('<!--')) return 'comment';
  if (markup.startsWith('<?')) return 'instruction';
  return /^<script\b/i.test(markup) ? 'script' : 'tag';
}
