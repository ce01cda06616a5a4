import { OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { completeNumber } from './complete-number.js';
import { assembleParagraphs, type TextPiece } from './assemble-lines.js';
import { judgeGlyphs, type Verdict } from './judge-glyphs.js';
import { apply, invert, type Matrix } from './pdf-geometry.js';
import { type Glyph, type PageMarks, type Paint } from './pdf-marks.js';
import { plainFont, type PdfFont } from './show-glyphs.js';
import { walkPdfPage, type OperatorList } from './walk-pdf-page.js';

export interface PdfPageText {
  shown: string[];
  hidden: { verdict: Exclude<Verdict, 'shown'>; text: string }[];
  pictures: number;
  /** Whether a reader sees something on the page of which no text came out. */
  isUnread: boolean;
}

/** A page of which a picture takes half and that holds fewer letters than this is a scan with a heading. */
const fewLetters = 50;

/** Reads one page: what is seen, and what is there and not seen. */
export async function readPdfPage(pdf: PDFDocumentProxy, page: PDFPageProxy): Promise<PdfPageText> {
  const operators: OperatorList = await page.getOperatorList();
  const layers = await pdf.getOptionalContentConfig();
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const marks = walkPdfPage(operators, {
    matrix: [a, -b, c, -d, e, height - f], // pdf.js lets y grow downwards
    view: { left: 0, bottom: 0, right: width, top: height },
    fonts: await readFonts(page, operators),
    isLayerShown: (layer) => layers.isVisible(layer) !== false,
  });
  const pictures = await readPictures(page, marks);
  const verdicts = judgeGlyphs(marks, (paint, point) => isSolidAt(paint, point, pictures));
  return summarize(marks, verdicts);
}

function summarize(marks: PageMarks, verdicts: readonly Verdict[]): PdfPageText {
  const pieces = piecesByVerdict(marks.glyphs, verdicts);
  const shown = assembleParagraphs(pieces.get('shown') ?? []);
  pieces.delete('shown');
  const letters = shown.join('').replace(/\s/g, '').length;
  return {
    shown,
    hidden: [...pieces].flatMap(([verdict, found]) =>
      verdict === 'shown' ? [] : assembleParagraphs(found).map((text) => ({ verdict, text })),
    ),
    pictures: marks.pictures,
    isUnread: (letters === 0 && marks.hasGraphics) || (letters < fewLetters && marks.largestPicture >= 0.5),
  };
}

/** Letters of one operator that are seen alike stay together. */
function piecesByVerdict(glyphs: readonly Glyph[], verdicts: readonly Verdict[]): Map<Verdict, TextPiece[]> {
  const pieces = new Map<Verdict, TextPiece[]>();
  for (let from = 0; from < glyphs.length;) {
    const verdict = verdicts[from] ?? 'shown';
    let to = from + 1;
    while (to < glyphs.length && verdicts[to] === verdict && isSameRun(glyphs, from, to)) to += 1;
    const piece = pieceOf(glyphs.slice(from, to));
    if (verdict !== 'shown')
      piece.text = completeNumber(runText(glyphs, from - 1, -1), piece.text, runText(glyphs, to, 1));
    const found = pieces.get(verdict);
    if (found) found.push(piece);
    else pieces.set(verdict, [piece]);
    from = to;
  }
  return pieces;
}

function isSameRun(glyphs: readonly Glyph[], one: number, other: number): boolean {
  return glyphs[one]?.order === glyphs[other]?.order && glyphs[one]?.run === glyphs[other]?.run;
}

const longestRest = 40;

/** The rest of an operator's text from a letter on, forwards or back. */
function runText(glyphs: readonly Glyph[], from: number, step: 1 | -1): string {
  let text = '';
  for (let at = from; text.length < longestRest && isSameRun(glyphs, from - step, at); at += step) {
    if (at < 0 || at >= glyphs.length) break;
    const letter = glyphs[at]?.text ?? '';
    text = step > 0 ? text + letter : letter + text;
  }
  return text;
}

function pieceOf(glyphs: readonly Glyph[]): TextPiece {
  const [first] = glyphs;
  const piece = { text: '', x: first?.x ?? 0, y: first?.y ?? 0, width: 0, size: first?.size ?? 0 };
  for (const glyph of glyphs) extend(piece, glyph);
  return piece;
}

function extend(piece: TextPiece, { text, x, width }: Glyph): void {
  piece.text += text;
  const end = Math.max(piece.x + piece.width, x + width);
  piece.x = Math.min(piece.x, x);
  piece.width = end - piece.x;
}

async function readFonts(page: PDFPageProxy, operators: OperatorList): Promise<Map<string, PdfFont>> {
  const fonts = new Map<string, PdfFont>();
  for (let index = 0; index < operators.fnArray.length; index += 1) {
    if (operators.fnArray[index] !== OPS.setFont) continue;
    const [name] = operators.argsArray[index] as [string];
    if (!fonts.has(name)) fonts.set(name, toFont(await loaded(page, name)));
  }
  return fonts;
}

function toFont(value: unknown): PdfFont {
  const font = value as { fontMatrix?: number[]; vertical?: boolean; isType3Font?: boolean } | null;
  return {
    scale: font?.fontMatrix?.[0] ?? plainFont.scale,
    isVertical: font?.vertical === true,
    isDrawn: font?.isType3Font === true,
  };
}

/** Fonts and pictures arrive apart from the operators that name them; those of several pages are kept in common. */
function loaded(page: PDFPageProxy, id: string): Promise<unknown> {
  const isCommon = id.startsWith('g_');
  const objects = isCommon ? page.commonObjs : page.objs;
  return new Promise((resolve) => void objects.get(id, resolve));
}

interface Pixels {
  width: number;
  height: number;
  /** 3 is red, green, blue and alpha; the others have no transparent parts. */
  kind: number;
  data?: ArrayLike<number>;
}

/** Only pictures that lie over some letter are asked for. */
async function readPictures(page: PDFPageProxy, marks: PageMarks): Promise<Map<string, Pixels>> {
  const pictures = new Map<string, Pixels>();
  for (const { picture, box, order } of marks.paints) {
    if (!picture || pictures.has(picture.id)) continue;
    const isOverText = marks.glyphs.some(
      (glyph) =>
        glyph.order < order &&
        glyph.x <= box.right &&
        glyph.y <= box.top &&
        glyph.y >= box.bottom - glyph.size,
    );
    const pixels = isOverText ? ((await loaded(page, picture.id)) as Pixels | null) : null;
    if (pixels) pictures.set(picture.id, pixels);
  }
  return pictures;
}

/** Seals have transparent grounds, so that a picture over text need not hide it. What cannot be told counts as solid. */
function isSolidAt(
  paint: Paint,
  point: { x: number; y: number },
  pictures: ReadonlyMap<string, Pixels>,
): boolean {
  const pixels = paint.picture && pictures.get(paint.picture.id);
  const back: Matrix | null = paint.picture ? invert(paint.picture.matrix) : null;
  if (!pixels?.data || pixels.kind !== 3 || !back) return true;
  const { x, y } = apply(back, point.x, point.y);
  const column = Math.min(pixels.width - 1, Math.max(0, Math.floor(x * pixels.width)));
  const row = Math.min(pixels.height - 1, Math.max(0, Math.floor((1 - y) * pixels.height)));
  return (pixels.data[4 * (row * pixels.width + column) + 3] ?? 255) >= 230;
}
