import { apply, compose, mapBox, type Matrix } from './pdf-geometry.js';
import { type Glyph } from './pdf-marks.js';
import { type PdfState, type TextCursor } from './pdf-state.js';

/** A letter as pdf.js hands it out; widths are in thousandths of the letter height unless the font says otherwise. */
export interface PdfGlyph {
  unicode: string;
  width: number;
  isSpace: boolean;
  vmetric?: readonly number[] | null;
}

export interface PdfFont {
  /** Letter units to text units. */
  scale: number;
  isVertical: boolean;
  /** Type 3: every letter is a drawing, and the rendering mode means nothing. */
  isDrawn: boolean;
}

export const plainFont: PdfFont = { scale: 0.001, isVertical: false, isDrawn: false };

/** The operator that shows some letters: its place in the order of painting, and whether its layer is on. */
export type ShowOperator = Pick<Glyph, 'order' | 'isOnLayer'>;

/** Places the letters of one operator and moves the cursor past them (ISO 32000-1, 9.4.4). */
export function showGlyphs(
  glyphs: readonly (PdfGlyph | number)[],
  state: PdfState,
  cursor: TextCursor,
  font: PdfFont = plainFont,
  operator: ShowOperator,
  into: Glyph[],
): void {
  const matrix = compose(state.matrix, cursor.matrix);
  let run = 0;
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') {
      const gap = (-glyph * state.fontSize) / 1000;
      advance(cursor, gap, state, font);
      if (Math.abs(glyph) > 200) run += 1; // a gap as wide as a space: whoever puts lines together decides
    } else {
      into.push(placeGlyph(glyph, { state, cursor, font, matrix, operator, run }));
      const spacing = state.characterSpacing + (glyph.isSpace ? state.wordSpacing : 0);
      advance(cursor, extentOf(glyph, state, font) + spacing, state, font);
    }
  }
}

function advance(cursor: TextCursor, by: number, state: PdfState, font: PdfFont): void {
  if (font.isVertical) cursor.y -= by;
  else cursor.x += by * state.horizontalScale;
}

function extentOf(glyph: PdfGlyph, state: PdfState, font: PdfFont): number {
  const units = font.isVertical ? Math.abs(glyph.vmetric?.[0] ?? 1000) : glyph.width;
  return units * font.scale * state.fontSize;
}

interface GlyphSetting {
  state: PdfState;
  cursor: TextCursor;
  font: PdfFont;
  matrix: Matrix;
  operator: ShowOperator;
  run: number;
}

function placeGlyph(glyph: PdfGlyph, { state, cursor, font, matrix, operator, run }: GlyphSetting): Glyph {
  const { fontSize, renderingMode } = state;
  const y = cursor.y + state.rise;
  const extent = extentOf(glyph, state, font) * (font.isVertical ? 1 : state.horizontalScale);
  const half = fontSize / 2;
  const box = font.isVertical
    ? { left: cursor.x - half, right: cursor.x + half, bottom: y - extent, top: y }
    : { left: cursor.x, right: cursor.x + extent, bottom: y - 0.2 * fontSize, top: y + 0.8 * fontSize };
  const start = apply(matrix, cursor.x, y);
  const end = font.isVertical ? apply(matrix, cursor.x, y - extent) : apply(matrix, cursor.x + extent, y);
  const up = apply(matrix, cursor.x, y + fontSize);
  const isStroked = renderingMode % 4 === 1;
  return {
    text: glyph.unicode,
    box: mapBox(matrix, box),
    x: Math.min(start.x, end.x),
    y: start.y,
    width: Math.abs(end.x - start.x),
    size: Math.hypot(up.x - start.x, up.y - start.y),
    color: isStroked ? state.stroke : state.fill,
    isPainted: font.isDrawn || (renderingMode % 4 !== 3 && state.fillAlpha > 0.05),
    clip: state.clip,
    run,
    order: operator.order,
    isOnLayer: operator.isOnLayer,
  };
}
