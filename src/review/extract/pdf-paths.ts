import { areaOf, isWithin, type Box } from './pdf-geometry.js';

/** What a filled path covers, as far as boxes tell: with holes where a path has an inner contour. */
export interface CoveredBox {
  box: Box;
  holes: Box[];
}

/** Numbers by which pdf.js writes the steps of a path, with how many coordinates follow each. */
const coordinates = [2, 2, 6, 4, 0] as const;
const [moveStep, lineStep, , , closeStep] = [0, 1, 2, 3, 4] as const;
const roundedShrink = 0.1;

interface Contour {
  xs: number[];
  ys: number[];
  isCurved: boolean;
}

/**
 * The rectangles of a path; other shapes are left out, those with round corners are taken a little smaller.
 * @param isEvenOdd whether an inner contour is always a hole, or only when it runs the other way (ISO 32000-1, 8.5.3.3)
 */
export function coveredBoxes(path: ArrayLike<number>, isEvenOdd: boolean): CoveredBox[] {
  const filled = contoursOf(path).flatMap((contour) => {
    const box = boxOf(contour);
    return box && areaOf(box) > 0 ? [{ box, isClockwise: turnOf(contour) < 0 }] : [];
  });
  const isHoleIn = (inner: (typeof filled)[number], outer: (typeof filled)[number]): boolean =>
    inner !== outer &&
    isWithin(inner.box, outer.box) &&
    (isEvenOdd || inner.isClockwise !== outer.isClockwise);
  return filled
    .filter((inner) => !filled.some((outer) => isHoleIn(inner, outer)))
    .map((outer) => ({
      box: outer.box,
      holes: filled.filter((inner) => isHoleIn(inner, outer)).map(({ box }) => box),
    }));
}

/** Twice the area within a contour, negative when it runs clockwise. */
function turnOf({ xs, ys }: Contour): number {
  return xs.reduce((sum, x, index) => {
    const next = (index + 1) % xs.length;
    return sum + x * (ys[next] ?? 0) - (xs[next] ?? 0) * (ys[index] ?? 0);
  }, 0);
}

/** The box around a path of one straight stroke, widened by the pen; null for anything else. */
export function strokeBox(path: ArrayLike<number>, lineWidth: number): Box | null {
  const [contour, ...others] = contoursOf(path);
  if (!contour || others.length > 0 || contour.isCurved || contour.xs.length !== 2) return null;
  const box = around(contour);
  const half = lineWidth / 2;
  const isLevel = box.top - box.bottom < half;
  const isUprightLine = box.right - box.left < half;
  if (isLevel) return { ...box, bottom: box.bottom - half, top: box.top + half };
  return isUprightLine ? { ...box, left: box.left - half, right: box.right + half } : null;
}

function contoursOf(path: ArrayLike<number>): Contour[] {
  const contours: Contour[] = [];
  for (let at = 0; at < path.length;) {
    const step = path[at] ?? closeStep;
    const count = coordinates[step] ?? 0;
    if (step === moveStep) contours.push({ xs: [], ys: [], isCurved: false });
    const contour = contours.at(-1);
    if (contour && count > 0) {
      contour.xs.push(path[at + count - 1] ?? 0);
      contour.ys.push(path[at + count] ?? 0);
      contour.isCurved ||= step !== moveStep && step !== lineStep;
    }
    at += 1 + count;
  }
  return contours;
}

function boxOf(contour: Contour): Box | null {
  if (contour.xs.length < 4) return null;
  const box = around(contour);
  if (contour.isCurved) return shrink(box);
  const tolerance = Math.max(box.right - box.left, box.top - box.bottom) * 0.02;
  const isAt = (value: number, one: number, other: number): boolean =>
    Math.abs(value - one) <= tolerance || Math.abs(value - other) <= tolerance;
  const isRectangle = contour.xs.every(
    (x, index) => isAt(x, box.left, box.right) && isAt(contour.ys[index] ?? 0, box.bottom, box.top),
  );
  return isRectangle ? box : null;
}

function around({ xs, ys }: Contour): Box {
  const least = (values: readonly number[]): number =>
    values.reduce((one, other) => Math.min(one, other), Infinity);
  const most = (values: readonly number[]): number =>
    values.reduce((one, other) => Math.max(one, other), -Infinity);
  return { left: least(xs), right: most(xs), bottom: least(ys), top: most(ys) };
}

function shrink({ left, bottom, right, top }: Box): Box {
  const byWidth = (right - left) * roundedShrink;
  const byHeight = (top - bottom) * roundedShrink;
  return { left: left + byWidth, right: right - byWidth, bottom: bottom + byHeight, top: top - byHeight };
}
