import { identity, type Box, type Matrix } from './pdf-geometry.js';

/** What a PDF page keeps while it is painted, as far as being seen depends on it (ISO 32000-1, 8.4 and 9.3). */
export interface PdfState {
  matrix: Matrix;
  clip: Box;
  /** `#rrggbb`; null for patterns, of which no single colour is known. */
  fill: string | null;
  stroke: string | null;
  fillAlpha: number;
  isBlended: boolean;
  isMasked: boolean;
  lineWidth: number;
  font: string;
  fontSize: number;
  characterSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  /** 0 fill, 1 stroke, 2 both, 3 nothing; 4 to 7 the same and clip. */
  renderingMode: number;
}

export function initialState(matrix: Matrix, clip: Box): PdfState {
  return {
    matrix,
    clip,
    fill: '#000000',
    stroke: '#000000',
    fillAlpha: 1,
    isBlended: false,
    isMasked: false,
    lineWidth: 1,
    font: '',
    fontSize: 0,
    characterSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    renderingMode: 0,
  };
}

/** Where the next letter goes; begins anew with each text object. */
export interface TextCursor {
  matrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
}

export function startCursor(matrix: Matrix = identity): TextCursor {
  return { matrix, x: 0, y: 0, lineX: 0, lineY: 0 };
}

/** Whether what is painted now hides what lies below. */
export function isOpaque(state: PdfState): boolean {
  return state.fillAlpha >= 0.9 && !state.isBlended && !state.isMasked;
}
