import { type HiddenCode } from './hidden-reasons.js';
import { areaOf, centerOf, holds, intersect } from './pdf-geometry.js';
import { type Glyph, type PageMarks, type Paint } from './pdf-marks.js';

/** Points (1/72 inch); smaller letters are there to be overlooked. */
const tinySize = 1;
/** How much of a letter has to lie under a box for nobody to read it. */
const coveredPart = 0.6;
/** Steps of 255 by which text must differ from its ground to be seen. */
const leastContrast = 10;

export type Verdict =
  'shown' | Extract<HiddenCode, 'covered-text' | 'invisible-text' | 'outside-page' | 'hidden-layer'>;

/** Whether a picture is solid where a letter lies below it; pictures with transparent parts often are not. */
export type IsSolidAt = (paint: Paint, point: { x: number; y: number }) => boolean;

/** Tells for each letter whether a reader sees it, from what was painted before and after. */
export function judgeGlyphs(marks: PageMarks, isSolidAt: IsSolidAt): Verdict[] {
  return marks.glyphs.map((glyph) => judge(glyph, marks, isSolidAt));
}

function judge(glyph: Glyph, { paints, view }: PageMarks, isSolidAt: IsSolidAt): Verdict {
  if (!glyph.isOnLayer) return 'hidden-layer';
  if (!glyph.isPainted || glyph.size < tinySize) return 'invisible-text';
  const center = centerOf(glyph.box);
  if (!holds(view, center) || !holds(glyph.clip, center)) return 'outside-page';
  const isCovered = paints.some(
    (paint) => paint.order > glyph.order && covers(paint, glyph) && isSolidAt(paint, center),
  );
  if (isCovered) return 'covered-text';
  return hasContrast(glyph, groundOf(glyph, paints)) ? 'shown' : 'invisible-text';
}

function covers(paint: Paint, glyph: Glyph): boolean {
  if (!paint.isOpaque || paint.holes.some((hole) => holds(hole, centerOf(glyph.box)))) return false;
  const area = Math.max(areaOf(glyph.box), 1e-9);
  return areaOf(intersect(paint.box, glyph.box)) >= coveredPart * area;
}

/** What lies directly below a letter: white paper where nothing was painted; null where no single colour is known. */
function groundOf(glyph: Glyph, paints: readonly Paint[]): string | null {
  const center = centerOf(glyph.box);
  const below = paints.findLast(
    ({ order, box, holes }) =>
      order < glyph.order && holds(box, center) && !holes.some((hole) => holds(hole, center)),
  );
  if (!below) return '#ffffff';
  return below.isOpaque ? below.color : null;
}

function hasContrast({ color }: Glyph, ground: string | null): boolean {
  if (color === null || ground === null) return true;
  return [1, 3, 5].some((at) => {
    const channel = (text: string): number => Number.parseInt(text.slice(at, at + 2), 16);
    return Math.abs(channel(color) - channel(ground)) >= leastContrast;
  });
}
