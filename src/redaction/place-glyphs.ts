import { apply, multiply, type Point } from './matrix.js';
import { type TextState } from './text-state.js';

/** A letter on a page and the box in which it is drawn, with some room around it, in pixels of the picture. */
export interface PlacedGlyph {
  text: string;
  box: [Point, Point, Point, Point];
  /** Where it begins on its line. */
  origin: Point;
  sizePixels: number;
  isInvisible: boolean;
  /** Its font is not in the file; another one stands in for it. */
  isSubstituted: boolean;
}

/** A glyph as the library lists it; a number between glyphs moves on by thousandths. */
interface ListedGlyph {
  unicode: string;
  /** Thousandths of the size, or units of a Type 3 font. */
  width: number;
  isSpace: boolean;
  vmetric?: readonly number[];
}

/** Rendering modes 3 and 7 draw nothing (ISO 32000-1, table 106). */
const drawsNothing = new Set([3, 7]);

/** Places the glyphs of one piece of text and moves on, step by step as the library draws them. */
export function placeGlyphs(state: TextState, listed: unknown): PlacedGlyph[] {
  if (!Array.isArray(listed)) return [];
  const placed: PlacedGlyph[] = [];
  let along = 0;
  for (const item of listed as unknown[]) {
    if (typeof item === 'number') along += ((state.font.vertical ? 1 : -1) * item * state.size) / 1000;
    else if (isGlyph(item)) {
      const advance = advanceOf(state, item);
      placed.push(place(state, item, along, advance));
      along += advance + spacingOf(state, item);
    }
  }
  if (state.font.vertical) state.y -= along;
  else state.x += along * state.horizontalScale * state.direction;
  return placed;
}

function isGlyph(item: unknown): item is ListedGlyph {
  return item !== null && typeof item === 'object' && 'unicode' in item && 'width' in item;
}

function advanceOf(state: TextState, glyph: ListedGlyph): number {
  const scale = state.size * (state.font.fontMatrix?.[0] ?? 0.001);
  if (!state.font.vertical) return glyph.width * scale;
  const metric = glyph.vmetric ?? state.font.defaultVMetrics;
  return (metric ? -(metric[0] ?? -1000) : glyph.width) * scale;
}

function spacingOf(state: TextState, glyph: ListedGlyph): number {
  const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing;
  if (state.font.isType3Font) return spacing;
  return state.font.vertical ? -spacing * state.direction : spacing * state.direction;
}

function place(state: TextState, glyph: ListedGlyph, along: number, advance: number): PlacedGlyph {
  const { size, direction, horizontalScale: scale } = state;
  const toPage = multiply(state.matrix, state.textMatrix);
  const isVertical = state.font.vertical === true;
  const x = state.x + (isVertical ? 0 : along * scale * direction);
  const y = state.y + state.rise - (isVertical ? along : 0);
  const at = (right: number, up: number): Point =>
    apply(toPage, { x: x + right * scale * direction, y: y + up * direction });
  const room = size * 0.06;
  const [left, right] = isVertical ? [-size * 0.6, size * 0.6] : [-room, advance + room];
  const [bottom, top] = isVertical ? [-advance - room, size * 0.15] : [-size * 0.28, size * 0.98];
  const [origin, above] = [at(0, 0), at(0, size)];
  return {
    text: glyph.unicode,
    box: [at(left, bottom), at(right, bottom), at(right, top), at(left, top)],
    origin,
    sizePixels: Math.hypot(above.x - origin.x, above.y - origin.y),
    isInvisible: drawsNothing.has(state.renderingMode),
    isSubstituted: state.font.missingFile === true,
  };
}
