import { type Place } from '../passage.js';
import {
  emptyContents,
  readParagraph,
  shownText,
  unseenTexts,
  type ParagraphContents,
  type SegmentKind,
} from './docx-segments.js';
import { type DocxStyles } from './docx-styles.js';
import { type PassageCollector } from './passage-collector.js';
import { childOf, childrenOf, descendantsOf, type XmlNode } from './xml-tree.js';

/** Reads paragraphs and tables of one part in order, and counts them as a person does. */
export class DocxBlocks {
  private paragraphs = 0;
  private tables = 0;
  private boxes = 0;

  constructor(
    private readonly collector: PassageCollector,
    private readonly styles: DocxStyles,
    /** Of the part; nothing for the body. */
    private readonly part: Place,
    /** Whether nobody sees the part as a whole. */
    private readonly isHidden = false,
  ) {}

  read(node: XmlNode, kind: SegmentKind = 'plain'): void {
    for (const child of childrenOf(node)) {
      if (child.name === 'p') this.readParagraph(child, kind);
      else if (child.name === 'tbl') this.readTable(child, kind);
      else if (child.name === 'AlternateContent') this.readInlineAsParagraph(child, kind);
      else this.read(child, kindOf(child.name, kind));
    }
  }

  private readParagraph(paragraph: XmlNode, kind: SegmentKind): void {
    this.paragraphs += 1;
    const place = this.place(`第 ${this.paragraphs} 段`, `paragraph ${this.paragraphs}`);
    const contents = emptyContents();
    readParagraph(paragraph, this.styles, contents, kind);
    this.report(contents, place);
  }

  /** A choice between whole blocks stands where a paragraph could. */
  private readInlineAsParagraph(node: XmlNode, kind: SegmentKind): void {
    this.readParagraph({ name: 'p', attributes: {}, children: [node] }, kind);
  }

  /** A row is one passage: forms give each digit of a number a cell of its own. */
  private readTable(table: XmlNode, kind: SegmentKind): void {
    this.tables += 1;
    const number = this.tables;
    let rows = 0;
    for (const row of rowsOf(table)) {
      rows += 1;
      const properties = childOf(row, 'trPr');
      const isDeleted = properties !== undefined && childOf(properties, 'del') !== undefined;
      const place = this.place(`表格 ${number} 第 ${rows} 行`, `table ${number}, row ${rows}`);
      this.readRow(row, isDeleted ? 'deleted' : kind, place);
    }
  }

  private readRow(row: XmlNode, kind: SegmentKind, place: Place): void {
    const contents = emptyContents();
    const inner: XmlNode[] = [];
    for (const cell of cellsOf(row)) {
      if (contents.segments.length > 0) contents.segments.push({ text: '\t', kind: 'plain' });
      const before = contents.segments.length;
      for (const block of blocksOf(cell)) {
        if (block.name === 'tbl') inner.push(block);
        else {
          if (contents.segments.length > before) contents.segments.push({ text: '\n', kind: 'plain' });
          readParagraph(block, this.styles, contents, kind);
        }
      }
    }
    this.report(contents, place);
    for (const table of inner) this.readTable(table, kind);
  }

  private report(contents: ParagraphContents, place: Place): void {
    const { segments } = contents;
    if (this.isHidden) this.collector.keep(place, shownText(segments));
    else this.collector.show(place, shownText(segments));
    if (segments.some(({ kind, text }) => kind === 'inserted' && text.trim() !== ''))
      this.collector.conceal('tracked-insertion', place);
    for (const text of unseenTexts(segments, 'deleted')) this.concealText('tracked-deletion', place, text);
    for (const text of unseenTexts(segments, 'hidden')) this.concealText('hidden-text', place, text);
    for (const text of contents.asides) this.collector.keep(place, text);
    for (const box of contents.boxes) this.readBox(box);
    for (const { chosen, fallback } of contents.alternatives) this.compare(chosen, fallback, place);
  }

  private concealText(code: 'tracked-deletion' | 'hidden-text', place: Place, text: string): void {
    if (text.trim() !== '') this.collector.conceal(code, place, text);
  }

  private readBox(box: XmlNode): void {
    this.boxes += 1;
    const place = this.place(`文本框 ${this.boxes}`, `text box ${this.boxes}`);
    new DocxBlocks(this.collector, this.styles, place, this.isHidden).read(box);
  }

  /** The copy for older programs is the same text nearly always; only what differs is news. */
  private compare(chosen: XmlNode | undefined, fallback: XmlNode, place: Place): void {
    const known = new Set(chosen ? paragraphTexts(chosen) : []);
    const other = paragraphTexts(fallback).filter((text) => text.trim() !== '' && !known.has(text));
    if (other.length > 0) this.collector.conceal('alternative-content', place, other.join('\n'));
  }

  private place(zh: string, en: string): Place {
    const isBody = this.part.zh === '';
    return isBody ? { zh, en } : { zh: `${this.part.zh} ${zh}`, en: `${this.part.en}, ${en}` };
  }
}

function kindOf(name: string, outer: SegmentKind): SegmentKind {
  if (outer === 'deleted' || name === 'del' || name === 'moveFrom') return 'deleted';
  return name === 'ins' || name === 'moveTo' ? 'inserted' : outer;
}

/** Rows, also those within content controls and tracked changes. */
function rowsOf(table: XmlNode): XmlNode[] {
  return childrenOf(table).flatMap((child) => (child.name === 'tr' ? [child] : rowsOf(child)));
}

function cellsOf(row: XmlNode): XmlNode[] {
  return childrenOf(row).flatMap((child) => (child.name === 'tc' ? [child] : cellsOf(child)));
}

function blocksOf(cell: XmlNode): XmlNode[] {
  return childrenOf(cell).flatMap((child) =>
    child.name === 'p' || child.name === 'tbl' ? [child] : blocksOf(child),
  );
}

function paragraphTexts(node: XmlNode): string[] {
  return [...descendantsOf(node, 'p')].map((paragraph) =>
    [...descendantsOf(paragraph, 't')]
      .flatMap(({ children }) => children)
      .filter((child) => typeof child === 'string')
      .join(''),
  );
}
