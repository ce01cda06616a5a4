import { type ContentFormat } from './document-kinds.js';

/** What a browser takes for a web page (WHATWG MIME Sniffing 7.1). */
const htmlStart =
  /^<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)(?=[\s>\/])/i;

/** Which kind of text a text is, told by how it begins. */
export function sniffText(start: string): ContentFormat {
  const text = start.trimStart();
  if (text.startsWith('#!')) return 'executable'; // a script for a Unix shell
  if (text.startsWith('{\\rtf')) return 'rtf';
  const isDeclaredXml = text.startsWith('<?xml');
  const body = skipProlog(text);
  if (/^<(?:[\w.-]+:)?svg(?=[\s>\/])/i.test(body)) return 'svg';
  const isPage = isDeclaredXml ? /^<(?:!doctype\s+html|html)(?=[\s>])/i.test(body) : htmlStart.test(body);
  if (isPage) return 'html';
  if (isDeclaredXml || /^<[\p{L}_][^\s<>]*[^<>]*>/u.test(body)) return 'xml';
  return isTable(text) ? 'csv' : 'text';
}

/** The rest after declarations, comments and document types, behind which the first element may hide. */
function skipProlog(text: string): string {
  let rest = text;
  for (;;) {
    const next = rest
      .replace(/^<\?[^>]*\?>\s*/, '')
      .replace(/^<!--[\s\S]*?-->\s*/, '')
      .replace(/^<!doctype(?!\s+html)[^>[]*(?:\[[^\]]*\]\s*)?>\s*/i, '');
    if (next === rest) return rest;
    rest = next;
  }
}

/** At least two whole lines with the same number of separators. */
function isTable(text: string): boolean {
  const lines = text
    .split(/\r\n|\n|\r/)
    .slice(0, 10)
    .filter((line) => line.trim() !== '');
  return [',', '\t', ';'].some((separator) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length);
    return lines.length > 1 && counts.every((count) => count > 1 && count === counts[0]);
  });
}
