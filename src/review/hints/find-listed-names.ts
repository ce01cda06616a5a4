import type { Span } from './hint.js';
import { personLabels, personName } from './person-name.js';

const heading = new RegExp(`^\\s*(?:.{0,6}${personLabels}(?:姓名)?|姓\\s{0,6}名.{0,6})\\s*$`);
const name = new RegExp(`^\\s*(${personName})\\s*$`);
const separators: readonly RegExp[] = [/\t/, /\|/, /,/, /[ ]+/];
const mostRows = 5_000;

interface Column {
  separator: RegExp;
  index: number;
  rowsLeft: number;
}

/** Names in the column of a table headed 姓名 or the like: cells parted by tabs, bars, commas or spaces, one row a line. */
export function findListedNames(text: string): Span[] {
  const found: Span[] = [];
  let column: Column | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const next = columnOf(line);
    if (next) column = next;
    else if (line.trim() === '' || column?.rowsLeft === 0) column = undefined;
    else if (column) {
      found.push(...nameInColumn(line, at, column));
      column.rowsLeft -= 1;
    }
    at += line.length + 1;
  }
  return found;
}

function columnOf(line: string): Column | undefined {
  const separator = separators.find((candidate) => candidate.test(line.trim()));
  if (!separator || line.length > 400 || /[:。]/.test(line)) return undefined;
  const index = line.split(separator).findIndex((cell) => heading.test(cell));
  return index < 0 ? undefined : { separator, index, rowsLeft: mostRows };
}

function nameInColumn(line: string, lineStart: number, { separator, index }: Column): Span[] {
  const pieces = line.split(new RegExp(`(${separator.source})`), index * 2 + 1);
  const cell = pieces[index * 2];
  const person = cell === undefined ? undefined : name.exec(cell)?.[1];
  if (cell === undefined || person === undefined) return [];
  const start = lineStart + pieces.slice(0, -1).join('').length + cell.indexOf(person);
  return [{ start, end: start + person.length }];
}
