import type { DeadlineItem, Language, Notice } from './deadline-item.js';
import { countsByNotice } from './deadline-letter.js';
import {
  countWords,
  dateWithWeekday,
  noticeCountWords,
  noticeWords,
  nudgedWords,
  standingWords,
} from './deadline-words.js';
import { oneLine } from './frozen-mail.js';

/** What a person sees without opening the mail: what happened, to which case, and how late it is. */
export function subjectOf(items: readonly DeadlineItem[], language: Language, showTitles: boolean): string {
  const [first] = items;
  const [gravest, ...others] = countsByNotice(items);
  if (!first || !gravest) throw new RangeError('A subject needs an item.');
  if (items.length === 1) return bracketed(first.notice, subjectOfOne(first, language, showTitles), language);
  const [notice, count] = gravest;
  const rest = others.map(([other, number]) => noticeCountWords(other, number, language));
  const words = [countWords(count, language), ...rest, earliestWords(items, language)];
  return bracketed(notice, joined(words, language), language);
}

function subjectOfOne(item: DeadlineItem, language: Language, showTitles: boolean): string {
  const title = showTitles && item.title ? titleWords(item.title, language) : '';
  const what = `${item.caseNumber} ${title}${subjectMatter(item, language)}`;
  return joined([what, standingWords(item, language)], language) + nudgedSuffix(item, language);
}

/** A deadline is known by its rule; work is known by its type and the step that it has come to. */
function subjectMatter({ notice, clockTitle, typeTitle, step }: DeadlineItem, language: Language): string {
  const isAboutWork = notice === 'arrived' || notice === 'moved' || notice === 'copied';
  if (clockTitle !== null && !isAboutWork) return clockTitle[language];
  return { zh: `${typeTitle.zh}：${step.zh}`, en: `${typeTitle.en}: ${step.en}` }[language];
}

function titleWords(title: string, language: Language): string {
  const characters = [...oneLine(title)];
  const short = characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('');
  return { zh: `《${short}》`, en: `"${short}" ` }[language];
}

function nudgedSuffix({ timesNudged }: DeadlineItem, language: Language): string {
  if (timesNudged === null) return '';
  const times = nudgedWords(timesNudged, language);
  return { zh: `（${times}）`, en: ` (${times})` }[language];
}

function earliestWords(items: readonly DeadlineItem[], language: Language): string | null {
  const dates = items.flatMap(({ dueOn }) => dueOn ?? []);
  if (dates.length === 0) return null;
  const earliest = dateWithWeekday(
    dates.reduce((a, b) => (b < a ? b : a)),
    language,
  );
  return { zh: `最早到期${earliest}`, en: `earliest due ${earliest}` }[language];
}

function joined(words: readonly (string | null)[], language: Language): string {
  return words.filter((word) => word !== null).join({ zh: '，', en: ', ' }[language]);
}

function bracketed(notice: Notice, words: string, language: Language): string {
  const word = noticeWords[notice][language];
  return oneLine({ zh: `【${word}】${words}`, en: `[${word}] ${words}` }[language]);
}
