import type { Span } from './hint.js';

/** Spans in the order of the text, the first of several that overlap. */
export function withoutOverlaps<Found extends Span>(spans: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const span of [...spans].sort((left, right) => left.start - right.start || right.end - left.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

/** Spans that overlap become one, in the order of the text. */
export function joinOverlaps(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.start - right.start || left.end - right.end)) {
    const last = all.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else all.push({ ...span });
  }
  return all;
}
