import { foldText, isLongNumber, withoutDashes } from './fold-text.js';
import { type RedactionSpan } from './redaction-report.js';

/** A stretch of units to cover: from, up to and without until. */
export interface Cover {
  from: number;
  until: number;
  mask: string;
  /** Indexes of the spans that occur in it. */
  spans: number[];
}

interface Hit {
  from: number;
  until: number;
  span: number;
}

/**
 * Where the spans occur in a row of units, most often letters: however the text is spaced, cut up or set in full width.
 * Stretches that overlap become one; it bears the mask of the span that fills it, or none of theirs.
 */
export function findCovers(units: readonly string[], spans: readonly RedactionSpan[]): Cover[] {
  const hits = spans.flatMap(({ find }, span) => findHits(units, foldText(find), span));
  hits.sort((one, other) => one.from - other.from || other.until - one.until);
  const groups: Hit[][] = [];
  let until = -1;
  for (const hit of hits) {
    if (hit.from < until) groups.at(-1)?.push(hit);
    else groups.push([hit]);
    until = Math.max(until, hit.until);
  }
  return groups.map((group) => join(group, spans));
}

function join(group: readonly Hit[], spans: readonly RedactionSpan[]): Cover {
  const from = Math.min(...group.map((hit) => hit.from));
  const until = Math.max(...group.map((hit) => hit.until));
  const whole = group.find((hit) => hit.from === from && hit.until === until);
  const mask = whole ? spans[whole.span]?.mask : undefined;
  return { from, until, mask: mask ?? '***', spans: [...new Set(group.map(({ span }) => span))] };
}

function findHits(units: readonly string[], wanted: string, span: number): Hit[] {
  const isNumber = isLongNumber(wanted);
  const sought = isNumber ? withoutDashes(wanted) : wanted;
  const { text, owners } = foldUnits(units, isNumber);
  const hits: Hit[] = [];
  if (sought === '') return hits;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
    const last = owners[at + sought.length - 1] ?? 0;
    hits.push({ from: owners[at] ?? 0, until: last + 1, span });
  }
  return hits;
}

const folds = new WeakMap<readonly string[], Map<boolean, { text: string; owners: Uint32Array }>>();

/** Every span looks through the same units, so their folding is kept as long as they are. */
function foldUnits(units: readonly string[], isNumber: boolean): { text: string; owners: Uint32Array } {
  const kept = folds.get(units) ?? new Map<boolean, { text: string; owners: Uint32Array }>();
  folds.set(units, kept);
  const known = kept.get(isNumber);
  if (known) return known;
  const pieces = units.map((unit) => (isNumber ? withoutDashes(foldText(unit)) : foldText(unit)));
  const owners = new Uint32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  pieces.forEach((piece, index) => {
    owners.fill(index, at, at + piece.length);
    at += piece.length;
  });
  const folded = { text: pieces.join(''), owners };
  kept.set(isNumber, folded);
  return folded;
}
