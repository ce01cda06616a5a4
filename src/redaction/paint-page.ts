import { type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { AnnotationMode } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy } from 'pdfjs-dist';
import { type Point } from './matrix.js';
import { pageCanvas } from './page-canvas.js';
import { type PlacedGlyph } from './place-glyphs.js';

/** Draws a page on white, without annotations and form fields. */
export async function drawPage(
  page: PDFPageProxy,
  scale: number,
): Promise<{ canvas: Canvas; context: SKRSContext2D }> {
  const viewport = page.getViewport({ scale });
  const drawn = pageCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({
    canvas: null,
    canvasContext: drawn.context,
    viewport,
    background: '#ffffff',
    annotationMode: AnnotationMode.DISABLE,
  }).promise;
  return drawn;
}

/** The pixels of a drawn page, red, green, blue and opacity in turn. */
export interface PagePixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

export function pixelsOf(context: SKRSContext2D): PagePixels {
  const { width, height } = context.canvas;
  return { data: context.getImageData(0, 0, width, height).data, width, height };
}

/** A drawn page takes many megabytes outside the reach of the garbage collector. */
export function release(canvas: Canvas): void {
  canvas.width = 1;
  canvas.height = 1;
}

/** Whether something is drawn where the letters should be: their places are right only then. */
export function hasInk(pixels: PagePixels, glyphs: readonly PlacedGlyph[]): boolean {
  return glyphs.filter(({ text }) => text.trim() !== '').every(({ box }) => contrastIn(pixels, box) > 40);
}

/** The largest difference of brightness (0 to 255) within the box. */
function contrastIn({ data, width, height }: PagePixels, box: readonly Point[]): number {
  const left = Math.max(0, Math.floor(Math.min(...box.map(({ x }) => x))));
  const top = Math.max(0, Math.floor(Math.min(...box.map(({ y }) => y))));
  const right = Math.min(width, Math.ceil(Math.max(...box.map(({ x }) => x))));
  const bottom = Math.min(height, Math.ceil(Math.max(...box.map(({ y }) => y))));
  let [darkest, brightest] = [255, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = 4 * (y * width + x);
      const brightness = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
      darkest = Math.min(darkest, brightness);
      brightest = Math.max(brightest, brightness);
    }
  }
  return brightest - darkest; // below zero where the box lies outside the page
}

export function paintBoxes(context: SKRSContext2D, glyphs: readonly PlacedGlyph[]): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#000000';
  for (const { box } of glyphs) {
    context.beginPath();
    box.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
    context.fill();
  }
}

/** Whether a box is black all over, tried at points within it. Packing as JPEG leaves a little grey. */
export function isBlack({ data, width, height }: PagePixels, [a, b, , d]: readonly Point[]): boolean {
  if (!a || !b || !d) return false;
  const steps = [0.15, 0.3, 0.5, 0.7, 0.85];
  return steps.every((along) =>
    steps.every((up) => {
      const x = Math.floor(a.x + (b.x - a.x) * along + (d.x - a.x) * up);
      const y = Math.floor(a.y + (b.y - a.y) * along + (d.y - a.y) * up);
      if (x < 0 || y < 0 || x >= width || y >= height) return true;
      const at = 4 * (y * width + x);
      return Math.max(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255) < 48;
    }),
  );
}
