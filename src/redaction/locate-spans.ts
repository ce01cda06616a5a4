import type { PDFPageProxy } from 'pdfjs-dist';
import { type Place } from '../review/passage.js';
import { findCovers } from './find-covers.js';
import { type PlacedGlyph } from './place-glyphs.js';
import { readPage, type ReadPage } from './read-page.js';
import { readLetters } from './read-letters.js';
import { placeReason, type RedactionReason } from './redaction-reasons.js';
import { type CoverTally, type RedactionSpan } from './redaction-report.js';
import { isStatedThere, readStatedTexts } from './stated-places.js';

export interface LocatedPage {
  /** The letters to cover, those of each occurrence together. */
  covers: PlacedGlyph[][];
  reasons: RedactionReason[];
  pictures: number;
  hasSubstitutedFont: boolean;
  /** A font with Chinese letters is not in the file. */
  needsChineseFont: boolean;
}

export function pagePlace(page: number): Place {
  return { zh: `第 ${page} 页`, en: `page ${page}` };
}

/** Where the spans stand on a page, and every reason for which that can't be told for sure. */
export async function locateSpans(
  page: PDFPageProxy,
  scale: number,
  spans: readonly RedactionSpan[],
  tally: CoverTally,
): Promise<LocatedPage> {
  const place = pagePlace(page.pageNumber);
  const read = await readPage(page, scale);
  const texts = await readStatedTexts(page, scale);
  const found = findOnPage(read.glyphs, spans);
  found.forEach(({ spans: ids }) => ids.forEach((span) => tally.add(span, place)));
  await tallyAnnotations(page, spans, tally);
  const stated = findCovers(
    texts.flatMap(({ text }) => readLetters(text).map((letter) => letter.text)),
    spans,
  );
  const reasons = doubts(read, place);
  const letters = found.flatMap(({ glyphs }) => glyphs).filter(({ text }) => text.trim() !== '');
  const isSure = stated.length <= found.length && letters.every((glyph) => isStatedThere(glyph, texts));
  if (!isSure) reasons.push(placeUnknown(place));
  return {
    covers: found.map(({ glyphs }) => glyphs),
    reasons,
    pictures: read.pictures,
    hasSubstitutedFont: read.glyphs.some(({ isSubstituted }) => isSubstituted),
    needsChineseFont: read.glyphs.some(
      ({ isSubstituted, text }) => isSubstituted && /\p{Script=Han}/u.test(text),
    ),
  };
}

/** Remarks and form entries are not drawn at all: what stands in them is gone, and was found nevertheless. */
async function tallyAnnotations(
  page: PDFPageProxy,
  spans: readonly RedactionSpan[],
  tally: CoverTally,
): Promise<void> {
  const { zh, en } = pagePlace(page.pageNumber);
  const place = { zh: `${zh}的批注或表单`, en: `a remark or form entry on ${en}` };
  for (const annotation of (await page.getAnnotations()) as unknown[]) {
    const units = readLetters(JSON.stringify(annotation)).map(({ text }) => text);
    for (const cover of findCovers(units, spans)) cover.spans.forEach((span) => tally.add(span, place));
  }
}

interface Found {
  glyphs: PlacedGlyph[];
  spans: number[];
}

/** In the order of drawing, and once more in the order of reading: a form may draw its digits in any order. */
function findOnPage(glyphs: readonly PlacedGlyph[], spans: readonly RedactionSpan[]): Found[] {
  const drawn = findInOrder(glyphs, spans);
  const covered = new Set(drawn.flatMap((found) => found.glyphs));
  const read = findInOrder(inReadingOrder(glyphs), spans);
  return [...drawn, ...read.filter((found) => found.glyphs.some((glyph) => !covered.has(glyph)))];
}

function findInOrder(glyphs: readonly PlacedGlyph[], spans: readonly RedactionSpan[]): Found[] {
  const covers = findCovers(
    glyphs.map(({ text }) => text),
    spans,
  );
  return covers.map(({ from, until, spans: ids }) => ({ glyphs: glyphs.slice(from, until), spans: ids }));
}

/** By lines from the top, each from the left. A letter drawn twice in one place, to look bold, is read once. */
function inReadingOrder(glyphs: readonly PlacedGlyph[]): PlacedGlyph[] {
  const lines: PlacedGlyph[][] = [];
  for (const glyph of [...glyphs].sort((one, other) => one.origin.y - other.origin.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && glyph.origin.y - first.origin.y < first.sizePixels * 0.3) line.push(glyph);
    else lines.push([glyph]);
  }
  return lines.flatMap((line) => {
    line.sort((one, other) => one.origin.x - other.origin.x);
    return line.filter((glyph, index) => !isDrawnTwice(glyph, line[index - 1]));
  });
}

function isDrawnTwice(glyph: PlacedGlyph, before: PlacedGlyph | undefined): boolean {
  return before?.text === glyph.text && glyph.origin.x - before.origin.x < glyph.sizePixels * 0.15;
}

/** Latin, Greek, Cyrillic, Han and kana with their signs; a font without a character table shows as none of these. */
const readable =
  /^[\u0020-\u007e\u00a0-\u00ff\u0370-\u03ff\u0400-\u04ff\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u33ff\ufe10-\ufe6f\uff00-\uffef\p{Script=Han}]+$/u;
const unreadableInARow = 4;

function doubts({ glyphs, pictures, paths, hasTextInPattern }: ReadPage, place: Place): RedactionReason[] {
  const letters = glyphs.filter(({ text }) => text.trim() !== '');
  const reasons: RedactionReason[] = [];
  if (letters.length === 0 && pictures + paths > 0) reasons.push(noText(place));
  if (pictures > 0 && letters.some(({ isInvisible }) => isInvisible)) reasons.push(readByMachine(place));
  if (hasTextInPattern || hasUnreadableRow(letters)) reasons.push(unreadableText(place));
  return reasons;
}

function hasUnreadableRow(letters: readonly PlacedGlyph[]): boolean {
  let row = 0;
  return letters.some(({ text }) => {
    row = readable.test(text) ? 0 : row + 1;
    return row >= unreadableInARow;
  });
}

function noText(place: Place): RedactionReason {
  return placeReason(
    'page-without-text',
    place,
    '只有图片或线条，读不出文字，无法确定要遮盖的内容是否在上面。请删去此页，或用 DOCX 原件遮盖。',
    'it holds pictures or lines only, so nobody can say what is written on it. Leave the page out, or redact the original DOCX.',
  );
}

function readByMachine(place: Place): RedactionReason {
  return placeReason(
    'scanned-page',
    place,
    '是扫描件，文字由机器识别，位置和字都可能不准。请用 DOCX 原件遮盖，或在纸面涂黑后重新扫描。',
    'it is a scan whose text was read by a machine, perhaps wrongly. Redact the original DOCX, or black out the paper and scan it again.',
  );
}

function unreadableText(place: Place): RedactionReason {
  return placeReason(
    'unreadable-text',
    place,
    '有一段文字的字体没有字符对照表，读不出来。请用 Word 或 WPS 重新导出 PDF（嵌入字体），或用 DOCX 原件遮盖。',
    'some of its text cannot be read, as a font has no character table. Export the PDF anew with its fonts embedded, or redact the original DOCX.',
  );
}

export function placeUnknown(place: Place): RedactionReason {
  return placeReason(
    'place-unknown',
    place,
    '要遮盖的文字在此页，但无法确定它画在哪里（可能是隐藏的文字）。请用 DOCX 原件遮盖。',
    'a text to cover is on it, but where it is drawn cannot be told (it may be hidden). Redact the original DOCX.',
  );
}
