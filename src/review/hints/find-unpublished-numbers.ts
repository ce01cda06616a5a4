import { anyOf } from './any-of.js';
import { formatDocumentNumber } from '../../documents/document-number.js';
import { findDocumentNumbers, type FoundNumber } from '../../documents/find-document-numbers.js';
import type { Reading, Span } from './hint.js';

const bodies = anyOf(`
  政府 办公厅 办公室 委员会 法院 检察院 [局厅部院] 省委 市委 县委 区委`);
const verbs = anyOf(`
  结合 学习 传达 审议 收到 对照 参见 参考 引用 依照 符合 违反 发布 批准 转发 附件 制定 出台 明确
  [的以由为在经有对将把并与及或据按依凭至从向等] 文号 编号 如下 见 号 称 书 函 件 文`);
/** Words of a sentence that end before the agency mark begins: 三明市人民政府办公室明政办函〔2016〕34号. */
const wordsAhead = new RegExp(`^.*(?:${bodies}|${verbs})(?=[一-龥A-Za-z]{2})`);

/**
 * Quoted document numbers that are not known to be public. Quoting the title, the text or the number of a document
 * that is not public is a leak (assessors deduct for it).
 */
export function findUnpublishedNumbers({ text, publicNumbers }: Reading): Span[] {
  if (!text.includes('号')) return [];
  return findDocumentNumbers(text)
    .filter((found) => !isPublic(found, publicNumbers))
    .map(({ from, to }) => ({ start: from + lengthOfWords(text.slice(from, to)), end: to }));
}

const lengthOfWords = (found: string): number => wordsAhead.exec(found)?.[0].length ?? 0;

/** A number that was damaged may be several; it is public only if each of them is. */
function isPublic({ reading }: FoundNumber, publicNumbers: ReadonlySet<string>): boolean {
  const meant = reading.kind === 'ambiguous' ? reading.candidates : [reading];
  const isKnown = ({ agencyMark, year, serial }: (typeof meant)[number]): boolean => {
    const whole = formatDocumentNumber({ agencyMark, year, serial });
    const mark = agencyMark.slice(lengthOfWords(agencyMark));
    return (
      publicNumbers.has(whole) || publicNumbers.has(formatDocumentNumber({ agencyMark: mark, year, serial }))
    );
  };
  const isDoubtfulWord =
    reading.kind === 'ambiguous' && reading.repairs.some(({ code }) => code === 'doubtful-beginning');
  return isDoubtfulWord ? meant.some(isKnown) : meant.every(isKnown);
}
