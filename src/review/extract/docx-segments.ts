import { completeNumber } from './complete-number.js';
import { type DocxStyles, valueOf } from './docx-styles.js';
import { attributeOf, childOf, childrenOf, isNode, textOf, type XmlNode } from './xml-tree.js';

/** How a stretch of text is seen: as it stands, only as a change, or not at all. */
export type SegmentKind = 'plain' | 'inserted' | 'deleted' | 'hidden';

export interface Segment {
  text: string;
  kind: SegmentKind;
}

/** What stands in a paragraph beside its text. */
export interface ParagraphContents {
  segments: Segment[];
  /** Text boxes, with paragraphs of their own. */
  boxes: XmlNode[];
  /** Pairs of content for new programs and for old ones (ECMA-376 part 3, markup compatibility). */
  alternatives: { chosen: XmlNode | undefined; fallback: XmlNode }[];
  /** Field codes, descriptions of pictures, choices of a list: text that is kept and not shown. */
  asides: string[];
}

interface Setting {
  kind: SegmentKind;
  styles: DocxStyles;
  paragraphStyle: string | undefined;
}

/** Text that a run shows by an element. */
const signs: Readonly<Record<string, string>> = {
  tab: '\t',
  ptab: '\t',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '-',
};
const changes: Readonly<Record<string, SegmentKind>> = {
  ins: 'inserted',
  moveTo: 'inserted',
  del: 'deleted',
  moveFrom: 'deleted',
};
const skipped = new Set([
  'pPr',
  'rPr',
  'sectPr',
  'tblPr',
  'tblGrid',
  'tcPr',
  'trPr',
  'sdtPr',
  'sdtEndPr',
  'rt',
]);

export function emptyContents(): ParagraphContents {
  return { segments: [], boxes: [], alternatives: [], asides: [] };
}

/** Adds the text of a paragraph, so that what is split over runs becomes one again. */
export function readParagraph(
  paragraph: XmlNode,
  styles: DocxStyles,
  into: ParagraphContents,
  kind: SegmentKind = 'plain',
): void {
  const properties = childOf(paragraph, 'pPr');
  const paragraphStyle = properties && valueOf(properties, 'pStyle');
  for (const child of childrenOf(paragraph)) readInline(child, { kind, styles, paragraphStyle }, into);
}

function readInline(node: XmlNode, setting: Setting, into: ParagraphContents): void {
  const { name } = node;
  readAsides(node, into);
  if (skipped.has(name) || name === 'instrText' || name === 'delInstrText') return;
  if (name === 't' || name === 'delText') return push(into, textOf(node), setting.kind);
  const sign = signs[name];
  if (sign !== undefined) return push(into, sign, setting.kind);
  if (name === 'txbxContent') {
    into.boxes.push(node);
    return;
  }
  if (name === 'AlternateContent') return readAlternatives(node, setting, into);
  const inner =
    name === 'r' ? settingOfRun(node, setting) : { ...setting, kind: kindWithin(name, setting.kind) };
  for (const child of childrenOf(node)) readInline(child, inner, into);
}

/** A deletion stays one also within an insertion: it was put in and taken out again. */
function kindWithin(name: string, outer: SegmentKind): SegmentKind {
  return outer === 'deleted' ? outer : (changes[name] ?? outer);
}

function settingOfRun(run: XmlNode, setting: Setting): Setting {
  if (setting.kind === 'deleted') return setting;
  const properties = childOf(run, 'rPr');
  return setting.styles.isHidden(properties, setting.paragraphStyle)
    ? { ...setting, kind: 'hidden' }
    : setting;
}

function readAlternatives(node: XmlNode, setting: Setting, into: ParagraphContents): void {
  const chosen = childOf(node, 'Choice');
  const fallback = childOf(node, 'Fallback');
  if (fallback) into.alternatives.push({ chosen, fallback });
  for (const child of childrenOf(chosen ?? { ...node, children: [] })) readInline(child, setting, into);
}

function readAsides(node: XmlNode, into: ParagraphContents): void {
  const { name } = node;
  if (name === 'instrText' || name === 'delInstrText' || name === 'rt') into.asides.push(textOf(node));
  if (name === 'fldSimple') keepAttributes(node, ['instr'], into);
  if (name === 'docPr' || name === 'cNvPr') keepAttributes(node, ['descr', 'title'], into);
  if (name === 'shape' || name === 'imagedata') keepAttributes(node, ['alt', 'title'], into);
  if (name === 'sdtPr') for (const child of node.children) if (isNode(child)) keepChoices(child, into);
}

/** Choices that a form offers stay in the file when one is chosen. */
function keepChoices(list: XmlNode, into: ParagraphContents): void {
  if (list.name !== 'dropDownList' && list.name !== 'comboBox') return;
  for (const item of childrenOf(list)) keepAttributes(item, ['displayText', 'value'], into);
}

function keepAttributes(node: XmlNode, names: readonly string[], into: ParagraphContents): void {
  for (const name of names) into.asides.push(attributeOf(node, name) ?? '');
}

function push(into: ParagraphContents, text: string, kind: SegmentKind): void {
  const last = into.segments.at(-1);
  if (last?.kind === kind) last.text += text;
  else into.segments.push({ text, kind });
}

export function shownText(segments: readonly Segment[]): string {
  return segments
    .filter(({ kind }) => kind === 'plain' || kind === 'inserted')
    .map(({ text }) => text)
    .join('');
}

/** Stretches of one kind, each with the rest of the number it is a part of. */
export function unseenTexts(segments: readonly Segment[], kind: SegmentKind): string[] {
  return segments.flatMap((segment, index) => {
    if (segment.kind !== kind) return [];
    const before = shownText(segments.slice(0, index));
    return [completeNumber(before, segment.text, shownText(segments.slice(index + 1)))];
  });
}
