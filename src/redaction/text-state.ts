import { identity, type Matrix } from './matrix.js';

/** What the library knows of a font when it draws. */
export interface DrawnFont {
  fontMatrix?: readonly number[];
  vertical?: boolean;
  defaultVMetrics?: readonly number[];
  isType3Font?: boolean;
  missingFile?: boolean;
  name?: string;
}

/** The graphics and text state as far as it says where letters go (ISO 32000-1, 9.3 and 9.4). */
export interface TextState {
  matrix: Matrix;
  textMatrix: Matrix;
  font: DrawnFont;
  size: number;
  /** -1 where the size is negative: the text runs backwards, upside down. */
  direction: 1 | -1;
  charSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  renderingMode: number;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
}

export function firstState(matrix: Matrix): TextState {
  return {
    matrix,
    textMatrix: identity,
    font: {},
    size: 0,
    direction: 1,
    charSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    renderingMode: 0,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
  };
}

export function setFont(state: TextState, font: DrawnFont, size: number): void {
  state.font = font;
  state.direction = size < 0 ? -1 : 1;
  state.size = Math.abs(size);
}

export function setTextMatrix(state: TextState, matrix: Matrix): void {
  state.textMatrix = matrix;
  state.x = state.y = state.lineX = state.lineY = 0;
}

export function moveText(state: TextState, x: number, y: number): void {
  state.x = state.lineX += x;
  state.y = state.lineY += y;
}
