import { type Place } from '../review/passage.js';
import { applyEdits, coverLetters, type Edit } from './cover-letters.js';
import { readLetters, type Letter } from './read-letters.js';
import { RedactionRefused } from './redaction-reasons.js';
import { type CoverTally, type RedactionNotice, type RedactionSpan } from './redaction-report.js';
import { splitMarkup, type MarkupPiece } from './split-markup.js';

const wholeText: Place = { zh: '正文', en: 'the text' };
const attributes: Place = { zh: '标签属性（链接、说明等）', en: 'attributes of tags (links, descriptions)' };

/** Covers the text of an HTML or XML source across its tags, and the attributes; takes out what is not shown. */
export function coverMarkup(
  source: string,
  spans: readonly RedactionSpan[],
  tally: CoverTally,
): { source: string; notices: RedactionNotice[] } {
  if (/data:(?!image\/(?:png|jpe?g|gif|webp)\b)[^"'\s]{0,200};base64,/i.test(source))
    throw new RedactionRefused([packedData]);
  const pieces = splitMarkup(source);
  const hidden = pieces.filter(isHidden);
  const edits: Edit[] = hidden.map(({ start, end }) => ({ start, end, text: '' }));
  const cover = (letters: readonly Letter[], place: Place): void => {
    const { edits: more, found } = coverLetters(letters, spans);
    edits.push(...more);
    for (const { spans: ids } of found) ids.forEach((span) => tally.add(span, place));
  };
  cover(textLetters(source, pieces), wholeText);
  for (const { start, end } of pieces.filter(({ kind }) => kind === 'tag'))
    cover(readLetters(source, { hasEntities: true, hasPercent: true }, start, end), attributes);
  return { source: declareUtf8(applyEdits(source, edits)), notices: tellHidden(hidden, pieces, source) };
}

/** Tags between letters do not part them: a number may be half bold. */
export function textLetters(source: string, pieces: readonly MarkupPiece[]): Letter[] {
  const letters: Letter[] = [];
  for (const { kind, start, end } of pieces) {
    if (kind !== 'text') continue;
    for (const letter of readLetters(source, { hasEntities: true }, start, end)) letters.push(letter);
  }
  return letters;
}

/** Instructions may carry anything; the XML declaration is written anew. */
function isHidden({ kind }: MarkupPiece): boolean {
  return kind === 'comment' || kind === 'script' || kind === 'instruction';
}

/** The result is UTF-8, whatever the original was. */
function declareUtf8(source: string): string {
  const text = source.replace(/(<meta\b[^>]*\bcharset\s*=\s*["']?)[\w-]+/gi, '$1utf-8').trimStart();
  const isPage = /^<(?:!doctype\s+html|html)\b/i.test(text);
  return isPage ? text : `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
}

function tellHidden(
  hidden: readonly MarkupPiece[],
  pieces: readonly MarkupPiece[],
  source: string,
): RedactionNotice[] {
  const shown = hidden.filter(({ kind }) => kind !== 'instruction').length;
  const pictures = pieces.filter(({ start }) =>
    /^<(?:img|image|svg|picture)\b/i.test(source.slice(start, start + 9)),
  );
  const notices: RedactionNotice[] = [];
  if (shown > 0)
    notices.push({
      code: 'hidden-removed',
      zh: `已删除注释和脚本 ${shown} 处。`,
      en: `Comments and scripts were taken out: ${shown}.`,
    });
  if (pictures.length > 0)
    notices.push({
      code: 'look-at-pictures',
      zh: `网页引用了 ${pictures.length} 张图片，图片里的文字没有检查，请逐张查看。`,
      en: `The page shows ${pictures.length} pictures, whose text was not looked at. Look at each of them.`,
    });
  return notices;
}

const packedData = {
  code: 'packed-data',
  zh: '网页中嵌入了编码的数据（base64），里面的文字无法遮盖。请去掉嵌入的数据，或转换成 PDF 或 DOCX 后再试。',
  en: 'The page embeds packed data (base64), in which text cannot be covered. Remove it, or convert the page to PDF or DOCX first.',
};
