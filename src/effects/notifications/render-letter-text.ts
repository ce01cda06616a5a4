import type { DeadlineLetter, LetterEntry } from './deadline-letter.js';

/** The letter as plain text: one fact a line, the link on a line of its own so that every mail program finds it. */
export function renderLetterText(letter: DeadlineLetter): string {
  const colon = letter.language === 'zh' ? '：' : ': ';
  const sections = letter.sections.map(({ heading, entries }) =>
    [`== ${heading} ==`, ...entries.map((entry, index) => entryText(entry, index + 1, colon))].join('\n\n'),
  );
  const worklist = `${letter.worklist.label}${colon}${letter.worklist.url}`;
  const parts = [
    letter.greeting,
    letter.opening,
    ...sections,
    letter.notListed,
    worklist,
    `--\n${letter.closing}`,
  ];
  return parts.filter((part) => part !== null).join('\n\n') + '\n';
}

function entryText({ heading, facts, link }: LetterEntry, position: number, colon: string): string {
  const lines = facts.map(([label, value]) => `   ${label}${colon}${value}`);
  return [`${position}. ${heading}`, ...lines, `   ${link.url}`].join('\n');
}
