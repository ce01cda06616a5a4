import { Parser } from 'htmlparser2';
import { type FileView } from '../../documents/file-view.js';
import { decodeWhole } from './decode-file.js';
import { HtmlStyles } from './html-styles.js';
import { type PassageCollector } from './passage-collector.js';

/** Elements that stand in a line with what is before and after them (HTML Living Standard, 15.3). */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const unseen = new Set(['template', 'noscript', 'datalist']);
const scripts = new Set(['script', 'style']);

/** Reads a page as a browser shows it, and what it holds beside: comments, hidden elements, authors, scripts. */
export async function extractHtml(file: FileView, collector: PassageCollector): Promise<void> {
  const text = await decodeWhole(file, collector.limits);
  const reader = new HtmlReader(collector, new HtmlStyles(text));
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (piece) => reader.text(piece),
      onclosetag: (name) => reader.close(name),
      oncomment: (comment) => reader.comment(comment),
    },
    { decodeEntities: true },
  );
  parser.write(text);
  parser.end();
  reader.end();
}

class HtmlReader {
  private readonly path: { name: string; isHidden: boolean }[] = [];
  private shown = '';
  private hidden = '';
  private script = '';
  private blocks = 0;

  constructor(
    private readonly collector: PassageCollector,
    private readonly styles: HtmlStyles,
  ) {}

  open(name: string, attributes: Record<string, string>): void {
    this.separate(name);
    const isHidden = this.isHidden || unseen.has(name) || this.styles.hides(name, attributes);
    if (!voids.has(name)) this.path.push({ name, isHidden });
    this.keepAttributes(name, attributes);
  }

  text(piece: string): void {
    if (scripts.has(this.path.at(-1)?.name ?? '')) this.script += piece;
    else if (this.isHidden) this.hidden += piece;
    else this.shown += piece;
  }

  close(name: string): void {
    const { collector } = this;
    if (voids.has(name)) return;
    const closed = this.path.at(-1);
    if (name !== 'td' && name !== 'th') this.separate(name);
    if (closed?.isHidden) this.flushHidden();
    if (name === 'script' && this.script.trim() !== '')
      collector.conceal('scripts', { zh: '脚本', en: 'script' }, this.script);
    this.script = '';
    this.path.pop();
  }

  comment(comment: string): void {
    if (comment.trim() !== '') this.collector.conceal('html-comment', { zh: '注释', en: 'comment' }, comment);
  }

  end(): void {
    this.flush();
    this.flushHidden();
  }

  private get isHidden(): boolean {
    return this.path.at(-1)?.isHidden ?? false;
  }

  /** Cells of a row stay together; every other block is a passage of its own. */
  private separate(name: string): void {
    if (name === 'br') this.text('\n');
    else if (name === 'td' || name === 'th') this.text('\t');
    else if (!inline.has(name) && !this.path.some((open) => open.name === 'tr' && name !== 'tr'))
      this.flush();
  }

  private flush(): void {
    if (this.shown.trim() !== '') {
      this.blocks += 1;
      this.collector.show({ zh: `第 ${this.blocks} 段`, en: `block ${this.blocks}` }, collapse(this.shown));
    }
    this.shown = '';
  }

  private flushHidden(): void {
    if (this.hidden.trim() !== '') {
      const place = { zh: `第 ${this.blocks} 段之后`, en: `after block ${this.blocks}` };
      this.collector.conceal('hidden-element', place, collapse(this.hidden));
    }
    this.hidden = '';
  }

  private keepAttributes(name: string, attributes: Record<string, string>): void {
    const { collector } = this;
    const place = { zh: `<${name}> 的属性`, en: `attributes of <${name}>` };
    for (const key of ['alt', 'title', 'placeholder', 'href', 'aria-label']) {
      collector.keep(place, attributes[key] ?? '');
    }
    for (const [key, value] of Object.entries(attributes))
      if (key.startsWith('data-')) collector.keep(place, value);
    if (name === 'input') this.readInput(attributes);
    if (name === 'meta') this.readMeta(attributes);
    if (name === 'img' || name === 'svg' || name === 'canvas')
      collector.conceal('pictures', { zh: '图片', en: 'picture' });
  }

  private readInput(attributes: Record<string, string>): void {
    const value = attributes['value'] ?? '';
    const place = { zh: '输入框', en: 'input' };
    if (attributes['type'] !== 'hidden') this.collector.show(place, value);
    else if (value !== '') this.collector.conceal('hidden-element', place, value);
  }

  private readMeta(attributes: Record<string, string>): void {
    const name = attributes['name'] ?? attributes['property'] ?? '';
    const content = attributes['content'] ?? '';
    const isTechnical = /^(?:viewport|robots|referrer|generator|renderer|theme-color|)$/i.test(name);
    const place = { zh: `文件属性“${name}”`, en: `property “${name}”` };
    const isTelling = /author|creator|publisher|copyright|owner/i.test(name);
    if (isTelling && content.trim() !== '') this.collector.conceal('properties', place, content);
    else if (!isTechnical) this.collector.keep(place, content);
  }
}

/** Spaces and line ends of the source are one space to a browser; the breaks we put in stay. */
function collapse(text: string): string {
  return text.replace(/ {2,}/g, ' ').trim();
}
