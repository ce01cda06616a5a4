import { AnnotationMode, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy } from 'pdfjs-dist';
import { identity, multiply, toMatrix } from './matrix.js';
import { placeGlyphs, type PlacedGlyph } from './place-glyphs.js';
import {
  firstState,
  moveText,
  setFont,
  setTextMatrix,
  type DrawnFont,
  type TextState,
} from './text-state.js';

/** What a page draws. Annotations and form fields are not drawn. */
export interface ReadPage {
  glyphs: PlacedGlyph[];
  pictures: number;
  /** Lines and areas, which may be letters turned into outlines. */
  paths: number;
  /** Text within a pattern fill, whose places nobody can tell. */
  hasTextInPattern: boolean;
}

const pictureOperations: ReadonlySet<number> = new Set([
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageXObjectRepeat,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintSolidColorImageMask,
]);

/** Follows everything that a page draws and places each of its letters, in the order in which they are drawn. */
export async function readPage(page: PDFPageProxy, scale: number): Promise<ReadPage> {
  const list = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  const walk = new PageWalk(page, scale);
  list.fnArray.forEach((operation, index) => walk.follow(operation, toArray(list.argsArray[index])));
  return walk.read;
}

function toArray(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

class PageWalk {
  readonly read: ReadPage = { glyphs: [], pictures: 0, paths: 0, hasTextInPattern: false };
  private state: TextState;
  private readonly saved: TextState[] = [];

  constructor(
    private readonly page: PDFPageProxy,
    scale: number,
  ) {
    this.state = firstState(toMatrix(page.getViewport({ scale }).transform) ?? identity);
  }

  follow(operation: number, values: unknown[]): void {
    const first = Number(values[0]);
    switch (operation) {
      case OPS.save:
      case OPS.beginGroup:
        return this.save();
      case OPS.restore:
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
        return this.restore();
      case OPS.transform:
        return this.transform(values);
      case OPS.paintFormXObjectBegin:
        this.save();
        return this.transform(values[0]);
      case OPS.beginText:
        return setTextMatrix(this.state, identity);
      case OPS.setTextMatrix:
        return setTextMatrix(this.state, toMatrix(values[0]) ?? toMatrix(values) ?? identity);
      case OPS.moveText:
        return moveText(this.state, first, Number(values[1]));
      case OPS.setLeadingMoveText:
        this.state.leading = Number(values[1]);
        return moveText(this.state, first, Number(values[1]));
      case OPS.nextLine:
        return moveText(this.state, 0, this.state.leading);
      case OPS.showText:
        this.read.glyphs.push(...placeGlyphs(this.state, values[0]));
        return;
      default:
        this.followSetting(operation, values, first);
    }
  }

  private followSetting(operation: number, values: unknown[], first: number): void {
    const { state } = this;
    if (operation === OPS.setFont) setFont(state, this.font(values[0]), Number(values[1]));
    else if (operation === OPS.setCharSpacing) state.charSpacing = first;
    else if (operation === OPS.setWordSpacing) state.wordSpacing = first;
    else if (operation === OPS.setHScale) state.horizontalScale = first / 100;
    else if (operation === OPS.setLeading) state.leading = -first;
    else if (operation === OPS.setTextRise) state.rise = first;
    else if (operation === OPS.setTextRenderingMode) state.renderingMode = first;
    else if (operation === OPS.setGState) this.setGraphicsState(values[0]);
    else if (operation === OPS.setFillColorN || operation === OPS.setStrokeColorN)
      this.lookIntoPattern(values);
    else if (pictureOperations.has(operation)) this.read.pictures += 1;
    else if (operation === OPS.constructPath || operation === OPS.shadingFill) this.read.paths += 1;
  }

  private save(): void {
    this.saved.push({ ...this.state });
  }

  private restore(): void {
    this.state = this.saved.pop() ?? this.state;
  }

  private transform(values: unknown): void {
    const matrix = toMatrix(values);
    if (matrix) this.state.matrix = multiply(this.state.matrix, matrix);
  }

  /** A graphics state dictionary may set the font too (ISO 32000-1, table 58). */
  private setGraphicsState(entries: unknown): void {
    for (const entry of toArray(entries)) {
      const [key, value] = toArray(entry);
      const [font, size] = toArray(value);
      if (key === 'Font') setFont(this.state, this.font(font), Number(size));
    }
  }

  private font(name: unknown): DrawnFont {
    return this.page.commonObjs.get(String(name)) as DrawnFont;
  }

  private lookIntoPattern(values: unknown[]): void {
    for (const value of values) {
      const inner = (value as { fnArray?: readonly number[] } | null)?.fnArray;
      if (inner?.includes(OPS.showText)) this.read.hasTextInPattern = true;
    }
  }
}
