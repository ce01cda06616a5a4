import type { PDFPageProxy } from 'pdfjs-dist';
import { foldText } from './fold-text.js';
import { multiply, toMatrix, type Matrix, type Point } from './matrix.js';
import { type PlacedGlyph } from './place-glyphs.js';

/** A stretch of text and its place as the library states them: a second opinion on where letters are. */
export interface StatedText {
  text: string;
  /** From the text's own axes to the picture. */
  matrix: Matrix;
  widthPixels: number;
  heightPixels: number;
  /** Runs down from its origin instead of to the right. */
  isVertical: boolean;
}

export async function readStatedTexts(page: PDFPageProxy, scale: number): Promise<StatedText[]> {
  const viewport = toMatrix(page.getViewport({ scale }).transform);
  const { items } = await page.getTextContent({ disableNormalization: true });
  return items.flatMap((item) => {
    const own = 'str' in item ? toMatrix(item.transform) : null;
    if (!('str' in item) || !own || !viewport) return [];
    const matrix = multiply(viewport, own);
    return [
      {
        text: item.str,
        matrix,
        widthPixels: item.width * scale,
        heightPixels: item.height * scale,
        isVertical: item.dir === 'ttb',
      },
    ];
  });
}

/** Whether a letter was placed within some text of the page that is stated to hold it. */
export function isStatedThere(glyph: PlacedGlyph, texts: readonly StatedText[]): boolean {
  const [a, , c] = glyph.box;
  const middle = { x: (a.x + c.x) / 2, y: (a.y + c.y) / 2 };
  return texts.some(
    (stated) =>
      foldText(stated.text).includes(foldText(glyph.text)) && isWithin(middle, stated, glyph.sizePixels),
  );
}

/** Along the line and across it, with the room of a letter: the two ways of reckoning differ by rounding. */
function isWithin(point: Point, stated: StatedText, room: number): boolean {
  const { matrix, widthPixels, heightPixels, isVertical } = stated;
  const [a, b, c, d, e, f] = matrix;
  const [line, rise] = [Math.hypot(a, b), Math.hypot(c, d)];
  const area = a * d - b * c; // slanted text has axes that are not square to each other
  if (area === 0) return false;
  const [x, y] = [point.x - e, point.y - f];
  const along = ((x * d - y * c) / area) * line;
  const across = ((y * a - x * b) / area) * rise;
  return (
    along > -room * 0.8 &&
    along < widthPixels + room * 0.8 &&
    across > -room * 0.8 - (isVertical ? heightPixels : 0) &&
    across < Math.max(room, heightPixels) * 1.2
  );
}
