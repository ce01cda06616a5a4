import { readFile } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { withFile } from '../documents/file-view.js';
import { readText } from '../documents/read-text.js';
import { type Place } from '../review/passage.js';
import { applyEdits, coverLetters } from './cover-letters.js';
import { coverMarkup, textLetters } from './cover-markup.js';
import { findCovers } from './find-covers.js';
import { readLetters } from './read-letters.js';
import { RedactionFailed, RedactionRefused, stillThere, unsureResult } from './redaction-reasons.js';
import { type CoverTally, type RedactionNotice, type RedactionSpan } from './redaction-report.js';
import { searchBytes, soughtBytes } from './search-bytes.js';
import { splitMarkup } from './split-markup.js';

export type TextKind = 'text' | 'csv' | 'html' | 'xml';

/** As many as may be uploaded; a text is held in memory letter by letter. */
const largestBytes = 20 * 1024 * 1024;
const whole: Place = { zh: '结果文件', en: 'the result' };

/** The text with the spans replaced, in UTF-8. @throws RedactionRefused */
export async function coverTextFile(
  path: string,
  kind: TextKind,
  spans: readonly RedactionSpan[],
  tally: CoverTally,
): Promise<{ content: Buffer; notices: RedactionNotice[] }> {
  const source = await decodeFile(path);
  if (kind === 'html' || kind === 'xml') {
    const covered = coverMarkup(source, spans, tally);
    return { content: Buffer.from(covered.source), notices: covered.notices };
  }
  const { edits, found } = coverLetters(readLetters(source), spans);
  for (const { spans: ids, at } of found) ids.forEach((span) => tally.add(span, lineAt(source, at)));
  const mark = kind === 'csv' ? '\ufeff' : ''; // without it Excel takes UTF-8 for GBK
  return { content: Buffer.from(mark + applyEdits(source, edits)), notices: [] };
}

/** Reads the result back, by other ways than it was made, too. @throws RedactionFailed */
export async function scanTextFile(
  path: string,
  kind: TextKind,
  spans: readonly RedactionSpan[],
): Promise<void> {
  const bytes = await readFile(path);
  const source = decodeStrictly(bytes, 'utf-8');
  if (source === null) throw new RedactionFailed([unsureResult(whole, '无法读回', 'it cannot be read back')]);
  const left = [...searchBytes(bytes, soughtBytes(spans)), ...findLeft(source, kind, spans)];
  if (left.length > 0) throw new RedactionFailed([...new Set(left)].map((span) => stillThere(whole, span)));
}

function findLeft(source: string, kind: TextKind, spans: readonly RedactionSpan[]): number[] {
  const views = [readLetters(source)];
  if (kind === 'html' || kind === 'xml') {
    views.push(textLetters(source, splitMarkup(source)));
    views.push(readLetters(source, { hasEntities: true, hasPercent: true }));
    views.push(readLetters(source.replace(/<[^>]*>/g, ''), { hasEntities: true }));
  }
  const rows = views.map((letters) => letters.map(({ text }) => text));
  return rows.flatMap((units) => findCovers(units, spans).flatMap((cover) => cover.spans));
}

async function decodeFile(path: string): Promise<string> {
  const read = await withFile(path, async (file) => {
    if (file.sizeBytes > largestBytes) throw new RedactionRefused([tooLarge]);
    return readText(file);
  });
  const source = read && decodeStrictly(await readFile(path), read.encoding);
  if (source === null) throw new RedactionRefused([notText]);
  return source;
}

function decodeStrictly(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null; // the only way in which a fatal decoder says no
  }
}

function lineAt(source: string, at: number): Place {
  const line = source.slice(0, at).split('\n').length;
  return { zh: `第 ${line} 行`, en: `line ${line}` };
}

const tooLarge = {
  code: 'too-large',
  zh: '文本文件太大，最大 20 MB。请拆成几个文件后再试。',
  en: 'The text file is too large: at most 20 MB. Split it first.',
};
const notText = {
  code: 'not-text',
  zh: '文件不是 UTF-8、GB18030 或带标记的 UTF-16 文本，无法读取。请用记事本另存为 UTF-8 后再试。',
  en: 'The file is not text in UTF-8, GB18030 or marked UTF-16. Save it as UTF-8 first.',
};
