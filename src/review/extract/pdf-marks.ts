import { type CoveredBox } from './pdf-paths.js';
import { type Box, type Matrix } from './pdf-geometry.js';

/** Some letters in a row as a page paints them, in the coordinates of the page as it is seen. */
export interface Glyph {
  text: string;
  box: Box;
  /** Where the letter stands on its line, how far it reaches and how high it is. */
  x: number;
  y: number;
  width: number;
  size: number;
  /** Letters of one operator belong together. */
  run: number;
  /** The place in the order of painting. */
  order: number;
  color: string | null;
  isPainted: boolean;
  isOnLayer: boolean;
  clip: Box;
}

/** Something painted that lies over what came before and under what comes after. */
export interface Paint extends CoveredBox {
  order: number;
  color: string | null;
  isOpaque: boolean;
  /** A picture may have holes of its own; where a point of the page lies in it is told by the map. */
  picture?: { id: string; matrix: Matrix };
}

/** All that is known of a page once its operators were walked through. */
export interface PageMarks {
  glyphs: Glyph[];
  paints: Paint[];
  /** The largest part of the page that one picture takes, from 0 to 1. */
  largestPicture: number;
  pictures: number;
  /** Whether anything but text was painted. */
  hasGraphics: boolean;
  view: Box;
}
