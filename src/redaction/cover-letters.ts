import { findCovers } from './find-covers.js';
import { type Letter } from './read-letters.js';
import { type RedactionSpan } from './redaction-report.js';

/** A change of a source: what stands between start and end becomes the text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface CoveredLetters {
  edits: Edit[];
  /** The spans of each stretch and where in the source it begins. */
  found: { spans: number[]; at: number }[];
}

/** The mask goes where the first letter was; the others go, and what stands between them (a tag, another run) stays. */
export function coverLetters(letters: readonly Letter[], spans: readonly RedactionSpan[]): CoveredLetters {
  const covers = findCovers(
    letters.map(({ text }) => text),
    spans,
  );
  const edits = covers.flatMap(({ from, until, mask }) =>
    letters
      .slice(from, until)
      .map(({ start, end }, index) => ({ start, end, text: index === 0 ? mask : '' })),
  );
  return {
    edits,
    found: covers.map(({ from, spans: ids }) => ({ spans: ids, at: letters[from]?.start ?? 0 })),
  };
}

export function applyEdits(source: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((one, other) => one.start - other.start);
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text } of ordered) {
    pieces.push(source.slice(at, start), text);
    at = end;
  }
  return [...pieces, source.slice(at)].join('');
}
