import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { areaOf, compose, intersect, isUpright, mapBox, type Box, type Matrix } from './pdf-geometry.js';
import { type PageMarks } from './pdf-marks.js';
import { coveredBoxes, strokeBox } from './pdf-paths.js';
import { initialState, isOpaque, startCursor, type PdfState } from './pdf-state.js';
import { showGlyphs, type PdfFont, type PdfGlyph } from './show-glyphs.js';

/** Operators as pdf.js hands them out: a number and its arguments each. */
export interface OperatorList {
  fnArray: ArrayLike<number>;
  argsArray: ArrayLike<unknown>;
}

export interface PageSetting {
  /** From the page's own coordinates to those in which it is seen, y growing upwards. */
  matrix: Matrix;
  view: Box;
  fonts: ReadonlyMap<string, PdfFont>;
  isLayerShown(layer: unknown): boolean;
}

/** Walks through the operators of a page, keeping where letters and covering shapes go and in which order. */
export function walkPdfPage(operators: OperatorList, setting: PageSetting): PageMarks {
  const walker = new PageWalker(setting);
  for (let index = 0; index < operators.fnArray.length; index += 1) {
    const args = operators.argsArray[index];
    walker.step(operators.fnArray[index] ?? 0, Array.isArray(args) ? (args as unknown[]) : [], index);
  }
  return walker.marks;
}

type Step = (args: readonly unknown[], order: number) => void;
const unitBox: Box = { left: 0, bottom: 0, right: 1, top: 1 };

class PageWalker {
  readonly marks: PageMarks;
  private state: PdfState;
  private readonly saved: PdfState[] = [];
  private readonly layers: boolean[] = [];
  /** Groups painted only to serve as a mask for others are not seen themselves. */
  private readonly groups: { isMask: boolean; isOpaque: boolean }[] = [];
  private cursor = startCursor();
  private isClipPending = false;

  constructor(private readonly setting: PageSetting) {
    const { view } = setting;
    this.state = initialState(setting.matrix, view);
    this.marks = { glyphs: [], paints: [], largestPicture: 0, pictures: 0, hasGraphics: false, view };
  }

  step(operator: number, args: readonly unknown[], order: number): void {
    this.steps.get(operator)?.(args, order);
  }

  private readonly steps = new Map<number, Step>([
    [OPS.save, () => this.save()],
    [OPS.restore, () => this.restore()],
    [OPS.transform, (args) => this.transform(toMatrix(args))],
    [OPS.setLineWidth, ([width]) => this.set({ lineWidth: toNumber(width) })],
    [OPS.setFillRGBColor, ([color]) => this.set({ fill: toColor(color) })],
    [OPS.setStrokeRGBColor, ([color]) => this.set({ stroke: toColor(color) })],
    [OPS.setFillColorN, () => this.set({ fill: null })],
    [OPS.setStrokeColorN, () => this.set({ stroke: null })],
    [OPS.setFillTransparent, () => this.set({ fill: null })],
    [OPS.setGState, ([entries]) => this.setGraphics(entries)],
    [OPS.beginText, () => (this.cursor = startCursor())],
    [OPS.setCharSpacing, ([value]) => this.set({ characterSpacing: toNumber(value) })],
    [OPS.setWordSpacing, ([value]) => this.set({ wordSpacing: toNumber(value) })],
    [OPS.setHScale, ([value]) => this.set({ horizontalScale: toNumber(value) / 100 })],
    [OPS.setLeading, ([value]) => this.set({ leading: -toNumber(value) })],
    [OPS.setFont, ([font, size]) => this.set({ font: String(font), fontSize: toNumber(size) })],
    [OPS.setTextRenderingMode, ([mode]) => this.set({ renderingMode: toNumber(mode) })],
    [OPS.setTextRise, ([value]) => this.set({ rise: toNumber(value) })],
    [OPS.moveText, ([x, y]) => this.moveText(toNumber(x), toNumber(y))],
    [OPS.setLeadingMoveText, ([x, y]) => this.moveText(toNumber(x), toNumber(y), toNumber(y))],
    [OPS.setTextMatrix, ([matrix]) => (this.cursor = startCursor(toMatrix(matrix)))],
    [OPS.nextLine, () => this.moveText(0, this.state.leading)],
    [OPS.showText, ([glyphs], order) => this.show(glyphs, order)],
    [OPS.clip, () => (this.isClipPending = true)],
    [OPS.eoClip, () => (this.isClipPending = true)],
    [OPS.constructPath, (args, order) => this.path(args, order)],
    [OPS.shadingFill, (_, order) => this.paintBox(this.state.clip, null, order)],
    [OPS.paintFormXObjectBegin, ([matrix, box]) => this.beginForm(matrix, box)],
    [OPS.paintFormXObjectEnd, () => this.restore()],
    [OPS.beginGroup, ([group]) => this.beginGroup(group)],
    [OPS.endGroup, () => this.endGroup()],
    [OPS.beginAnnotation, ([, box, outer, inner]) => this.beginAnnotation(box, outer, inner)],
    [OPS.endAnnotation, () => this.restore()],
    [OPS.beginMarkedContent, () => this.layers.push(true)],
    [OPS.beginMarkedContentProps, ([tag, layer]) => this.beginLayer(tag, layer)],
    [OPS.endMarkedContent, () => this.layers.pop()],
    [OPS.paintImageXObject, ([id], order) => this.picture(this.state.matrix, order, String(id))],
    [OPS.paintInlineImageXObject, (_, order) => this.picture(this.state.matrix, order)],
    [OPS.paintImageMaskXObject, () => this.countPicture(this.state.matrix)],
    [OPS.paintSolidColorImageMask, (_, order) => this.paintUnit(order)],
    [OPS.paintImageMaskXObjectGroup, () => (this.marks.hasGraphics = true)],
    [OPS.paintImageMaskXObjectRepeat, () => (this.marks.hasGraphics = true)],
    [OPS.paintInlineImageXObjectGroup, ([, map], order) => this.pictures(map, order)],
    [OPS.paintImageXObjectRepeat, (args, order) => this.repeated(args, order)],
  ]);

  private set(change: Partial<PdfState>): void {
    this.state = { ...this.state, ...change };
  }

  private save(): void {
    this.saved.push(this.state);
  }

  private restore(): void {
    this.state = this.saved.pop() ?? this.state;
  }

  private transform(matrix: Matrix): void {
    this.set({ matrix: compose(this.state.matrix, matrix) });
  }

  private clipTo(box: Box): void {
    this.set({ clip: intersect(this.state.clip, mapBox(this.state.matrix, box)) });
  }

  private setGraphics(entries: unknown): void {
    for (const entry of Array.isArray(entries) ? (entries as unknown[]) : []) {
      const [key, value] = entry as [string, unknown];
      if (key === 'ca') this.set({ fillAlpha: toNumber(value) });
      if (key === 'BM') this.set({ isBlended: value !== 'source-over' });
      if (key === 'SMask') this.set({ isMasked: value === true });
      if (key === 'LW') this.set({ lineWidth: toNumber(value) });
      if (key === 'Font' && Array.isArray(value))
        this.set({ font: String(value[0]), fontSize: toNumber(value[1]) });
    }
  }

  private moveText(x: number, y: number, leading?: number): void {
    if (leading !== undefined) this.set({ leading });
    const { cursor } = this;
    cursor.x = cursor.lineX += x;
    cursor.y = cursor.lineY += y;
  }

  private show(glyphs: unknown, order: number): void {
    const font = this.setting.fonts.get(this.state.font);
    if (!Array.isArray(glyphs) || this.isMask) return;
    const run = { order, isOnLayer: this.isLayerShown };
    showGlyphs(glyphs as (PdfGlyph | number)[], this.state, this.cursor, font, run, this.marks.glyphs);
  }

  /** @param args what is done with the path, its steps, and the box around it */
  private path([paint, data, around]: readonly unknown[], order: number): void {
    const box = toBox(around);
    const [path] = (Array.isArray(data) ? data : []) as unknown[];
    const isPaintedNow = paint !== OPS.endPath && !this.isMask && this.isLayerShown;
    if (isPaintedNow && box) this.marks.hasGraphics = true;
    if (isPaintedNow && isNumbers(path)) this.paintPath(toNumber(paint), path, order);
    if (this.isClipPending && box) this.clipTo(box);
    this.isClipPending = false;
  }

  private paintPath(paint: number, path: ArrayLike<number>, order: number): void {
    if (!isUpright(this.state.matrix)) return;
    if (!onlyStrokes.has(paint)) {
      for (const { box, holes } of coveredBoxes(path, evenOdd.has(paint)))
        this.paintBox(
          this.mapped(box),
          this.state.fill,
          order,
          holes.map((hole) => this.mapped(hole)),
        );
    }
    const line = strokeBox(path, this.state.lineWidth);
    if (line && onlyStrokes.has(paint)) this.paintBox(this.mapped(line), this.state.stroke, order);
  }

  private mapped(box: Box): Box {
    return mapBox(this.state.matrix, box);
  }

  private paintUnit(order: number): void {
    this.marks.hasGraphics = true;
    if (isUpright(this.state.matrix)) this.paintBox(this.mapped(unitBox), this.state.fill, order);
  }

  private paintBox(box: Box, color: string | null, order: number, holes: Box[] = []): void {
    if (this.isMask || !this.isLayerShown) return;
    const isSolid = isOpaque(this.state) && this.groups.every((group) => group.isOpaque);
    this.marks.paints.push({ box: intersect(box, this.state.clip), holes, order, color, isOpaque: isSolid });
  }

  private countPicture(matrix: Matrix): Box {
    const box = intersect(mapBox(matrix, unitBox), this.state.clip);
    if (this.isMask || !this.isLayerShown) return box;
    this.marks.pictures += 1;
    this.marks.hasGraphics = true;
    const part = areaOf(box) / Math.max(areaOf(this.setting.view), 1);
    this.marks.largestPicture = Math.max(this.marks.largestPicture, part);
    return box;
  }

  private picture(matrix: Matrix, order: number, id?: string): void {
    const box = this.countPicture(matrix);
    if (this.isMask || !this.isLayerShown) return;
    const isSolid = isOpaque(this.state) && this.groups.every((group) => group.isOpaque);
    const source = id === undefined ? {} : { picture: { id, matrix } };
    this.marks.paints.push({ box, holes: [], order, color: null, isOpaque: isSolid, ...source });
  }

  private pictures(map: unknown, order: number): void {
    for (const part of Array.isArray(map) ? (map as { transform?: unknown }[]) : [])
      this.picture(compose(this.state.matrix, toMatrix(part.transform)), order);
  }

  /** One picture at many places: its name, its scales, and the corners. */
  private repeated([id, scaleX, scaleY, corners]: readonly unknown[], order: number): void {
    if (!isNumbers(corners)) return;
    for (let at = 0; at + 1 < corners.length; at += 2) {
      const matrix: Matrix = [
        toNumber(scaleX),
        0,
        0,
        toNumber(scaleY),
        corners[at] ?? 0,
        corners[at + 1] ?? 0,
      ];
      this.picture(compose(this.state.matrix, matrix), order, String(id));
    }
  }

  private beginForm(matrix: unknown, box: unknown): void {
    this.save();
    if (isNumbers(matrix)) this.transform(toMatrix(matrix));
    const around = toBox(box);
    if (around) this.clipTo(around);
  }

  private beginGroup(group: unknown): void {
    const isMask = Boolean((group as { smask?: unknown } | null)?.smask);
    this.groups.push({ isMask, isOpaque: isOpaque(this.state) });
    this.save();
    this.set({ fillAlpha: 1, isBlended: false, isMasked: false });
  }

  private endGroup(): void {
    this.restore();
    this.groups.pop();
  }

  private beginAnnotation(box: unknown, outer: unknown, inner: unknown): void {
    this.save();
    this.state = initialState(this.setting.matrix, this.setting.view);
    const around = toBox(box);
    if (around) this.clipTo(around);
    this.transform(toMatrix(outer));
    this.transform(toMatrix(inner));
  }

  private beginLayer(tag: unknown, layer: unknown): void {
    this.layers.push(tag !== 'OC' || this.setting.isLayerShown(layer));
  }

  private get isLayerShown(): boolean {
    return this.layers.every((isShown) => isShown);
  }

  private get isMask(): boolean {
    return this.groups.some(({ isMask }) => isMask);
  }
}

const evenOdd = new Set<number>([OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke]);
const onlyStrokes = new Set<number>([OPS.stroke, OPS.closeStroke]);

function toNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function toColor(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function toMatrix(value: unknown): Matrix {
  if (!isNumbers(value) || value.length < 6) return [1, 0, 0, 1, 0, 0];
  const [a, b, c, d, e, f] = Array.from(value).map(toNumber);
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
}

function toBox(value: unknown): Box | null {
  if (!isNumbers(value) || value.length < 4) return null;
  const [x = 0, y = 0, otherX = 0, otherY = 0] = Array.from(value).map(toNumber);
  return {
    left: Math.min(x, otherX),
    right: Math.max(x, otherX),
    bottom: Math.min(y, otherY),
    top: Math.max(y, otherY),
  };
}
