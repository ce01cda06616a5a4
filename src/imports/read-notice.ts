import { findTable } from './find-table.js';
import type { SectionDirectory } from './section-directory.js';
import type { NoticeFault, NoticeProposal } from './notice-proposal.js';
import { readGroups } from './read-groups.js';
import { readLetter } from './read-letter.js';
import { splitLines, wordsOf, type Token } from './split-lines.js';

/** Far beyond any notice; it keeps a file pasted by mistake from occupying the reader. */
const longestText = 100_000;

/**
 * Reads a notice that splits a year's open-government work among sections (任务分解通知), as pasted from a web page or a
 * sheet: heading, letter, and a table of groups and tasks.
 * Nothing is accepted silently: every repair and guess is in `points`, and what cannot be read is in `faults` with its
 * line and advice. Never throws; a proposal takes effect only through `confirmNotice`.
 */
export function readNotice(text: string, directory: SectionDirectory): NoticeProposal {
  const isTooLong = text.length > longestText;
  const table = findTable(splitLines(isTooLong ? '' : text));
  const letter = readLetter(linesOf(table.letter));
  const read = readGroups(directory, table.body, table.columns);
  const { points, faults, leftOut, ...fields } = letter;
  return {
    ...fields,
    groups: read.groups,
    points: [...points, ...table.points, ...read.points],
    faults: isTooLong
      ? [tooLong(text.length)]
      : [...faults, ...table.faults, ...read.faults].sort((one, other) => one.line - other.line),
    leftOut: [...leftOut, ...linesOf(table.pageEnd)],
    directory,
  };
}

const linesOf = (tokens: readonly Token[]) =>
  tokens.filter(({ kind }) => kind !== 'blank').map((token) => ({ line: token.line, text: wordsOf(token) }));

const tooLong = (length: number): NoticeFault => ({
  code: 'too-long',
  line: 1,
  zh: `文本有 ${length} 字，超过 ${longestText} 字；请只粘贴通知本身。`,
  en: `The text has ${length} characters, more than ${longestText}; paste the notice alone.`,
});
