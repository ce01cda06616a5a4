import { readRange, type FileView } from '../../documents/file-view.js';
import { decodeWhole } from './decode-file.js';
import { LimitReached } from './extraction-limits.js';
import { type PassageCollector } from './passage-collector.js';
import { walkXml } from './walk-xml.js';

/** Lines that belong together when a program broke a paragraph at its width: 60 and more columns, a Chinese character being two. */
const brokenColumns = 60;
const mostJoinedLines = 50;

/** Plain text, a paragraph at a time: lines that were broken at the width of the page belong to one passage. */
export async function extractPlain(file: FileView, collector: PassageCollector): Promise<void> {
  const lines = (await decodeWhole(file, collector.limits)).split(/\r\n|\n|\r/);
  let from = 0;
  for (const [index, line] of lines.entries()) {
    const isBroken = columnsOf(line) >= brokenColumns && index < lines.length - 1;
    if (isBroken && index - from < mostJoinedLines) continue;
    collector.show(linesPlace(from, index), lines.slice(from, index + 1).join('\n'));
    from = index + 1;
  }
}

/** A table, a row at a time; a cell in quotes may hold line breaks (RFC 4180, 2.6). */
export async function extractCsv(file: FileView, collector: PassageCollector): Promise<void> {
  const text = await decodeWhole(file, collector.limits);
  let line = 0;
  for (const row of text.match(/(?:[^"\r\n]|"[^"]*(?:"|$))*(?:\r\n|\n|\r|$)/g) ?? []) {
    const body = row.replace(/[\r\n]+$/, '');
    const to = line + (body.match(/\r\n|\n|\r/g)?.length ?? 0);
    collector.show(linesPlace(line, to), body.replace(/(?<=^|[,;\t])"|"(?=$|[,;\t])/g, ''));
    line = to + 1;
  }
}

/** An XML file is read by people as it stands, so elements, attributes and comments all count. */
export async function extractXml(file: FileView, collector: PassageCollector): Promise<void> {
  if (file.sizeBytes > collector.limits.fileBytes) throw new LimitReached('the file is too large');
  const open: string[] = [];
  let text = '';
  const flush = (): void => {
    collector.show({ zh: `元素 ${open.join('/')}`, en: `element ${open.join('/')}` }, text);
    text = '';
  };
  await walkXml(readRange(file), {
    open: (name, attributes) => {
      flush();
      open.push(name);
      for (const [key, value] of Object.entries(attributes)) {
        const at = `${open.join('/')}/@${key}`;
        collector.show({ zh: `属性 ${at}`, en: `attribute ${at}` }, value);
      }
    },
    text: (piece) => {
      text += piece;
    },
    close: () => {
      flush();
      open.pop();
    },
    comment: (comment) => collector.conceal('html-comment', { zh: '注释', en: 'comment' }, comment),
  });
}

function linesPlace(from: number, to: number): { zh: string; en: string } {
  return from === to
    ? { zh: `第 ${from + 1} 行`, en: `line ${from + 1}` }
    : { zh: `第 ${from + 1}–${to + 1} 行`, en: `lines ${from + 1}–${to + 1}` };
}

function columnsOf(line: string): number {
  let columns = 0;
  for (const character of line) columns += character > '\u2e80' ? 2 : 1;
  return columns;
}
