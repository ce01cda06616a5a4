/** One thing in the text of a page: a cell or paragraph, a blank cell, or a table row with its cells. */
export type Token =
  | { kind: 'text'; line: number; text: string }
  | { kind: 'blank'; line: number }
  | { kind: 'row'; line: number; cells: string[] };
export type TextToken = Extract<Token, { kind: 'text' }>;
export type RowToken = Extract<Token, { kind: 'row' }>;

/**
 * Cuts a pasted page into tokens. A line of spaces alone is what a browser leaves of a blank cell, whereas an
 * empty line only parts two cells. Tabs after the first word make a row pasted from a spreadsheet; before it they indent.
 */
export function splitLines(text: string): Token[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  return lines.flatMap((raw, at): Token[] => {
    const line = at + 1;
    const trimmed = raw.trim();
    if (raw.trimStart().includes('\t') && trimmed !== '')
      return [{ kind: 'row', line, cells: raw.split('\t').map((cell) => cell.trim()) }];
    if (trimmed !== '') return [{ kind: 'text', line, text: trimmed }];
    return raw === '' ? [] : [{ kind: 'blank', line }];
  });
}

/** The words of a token in one piece, however it was laid out. */
export function wordsOf(token: Token): string {
  if (token.kind === 'blank') return '';
  return token.kind === 'text' ? token.text : token.cells.join(' ').trim();
}
