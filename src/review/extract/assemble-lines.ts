/** A piece of text where a page puts it; y grows upwards. */
export interface TextPiece {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Height of the letters. */
  size: number;
}

interface Line {
  pieces: TextPiece[];
  y: number;
  size: number;
}

/** Gaps in parts of the letter height: a space, and a cell of a table. */
const spaceGap = 0.3;
const cellGap = 2;

/**
 * Puts pieces into lines and lines into paragraphs, by place and not by the order in which a program wrote them.
 * A line goes on in the next one when it reaches the right margin, so that a number broken there is still one number.
 */
export function assembleParagraphs(pieces: readonly TextPiece[]): string[] {
  const lines = assembleLines(pieces);
  const margin = largest(lines.map(endOf));
  const paragraphs: string[] = [];
  let isContinued = false;
  let previous: Line | undefined;
  for (const line of lines) {
    const text = textOfLine(line);
    if (text.trim() === '') continue;
    const isNear = previous !== undefined && previous.y - line.y < 3 * Math.max(previous.size, line.size);
    if (isContinued && isNear) paragraphs.push(`${paragraphs.pop() ?? ''}\n${text}`);
    else paragraphs.push(text);
    isContinued = endOf(line) > margin - 2 * line.size;
    previous = line;
  }
  return paragraphs;
}

function assembleLines(pieces: readonly TextPiece[]): Line[] {
  const lines: Line[] = [];
  for (const piece of [...pieces].sort((one, other) => other.y - one.y)) {
    const last = lines.at(-1);
    const isSameLine = last && Math.abs(last.y - piece.y) < 0.4 * Math.max(last.size, piece.size);
    if (isSameLine) last.pieces.push(piece);
    else lines.push({ pieces: [piece], y: piece.y, size: piece.size });
  }
  for (const line of lines) line.pieces.sort((one, other) => one.x - other.x);
  return lines;
}

function textOfLine(line: Line): string {
  let text = '';
  let end: number | null = null;
  let previous: TextPiece | undefined;
  for (const piece of line.pieces) {
    if (previous && isRepeated(previous, piece)) continue;
    previous = piece;
    const gap = end === null ? 0 : (piece.x - end) / Math.max(piece.size, 1e-6);
    if (gap > cellGap) text += '\t';
    else if (gap > spaceGap) text += ' ';
    text += piece.text;
    end = Math.max(end ?? -Infinity, piece.x + piece.width);
  }
  return text;
}

/** Programs print a text twice, a little apart, to make it look bold. */
function isRepeated(one: TextPiece, other: TextPiece): boolean {
  return one.text === other.text && Math.abs(one.x - other.x) < 0.2 * other.size;
}

function endOf({ pieces }: Line): number {
  return largest(pieces.map(({ x, width }) => x + width));
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}
