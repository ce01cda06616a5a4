import { beijingTime } from '../../mailbox/beijing-time.js';
import type { DeadlineItem, Language, Notice, Recipient } from './deadline-item.js';
import { notices } from './deadline-item.js';
import {
  clockWords,
  countWords,
  dueWords,
  labels,
  noticeCountWords,
  noticeMeaning,
  noticeWords,
  nudgedWords,
  rungWords,
  standingWords,
} from './deadline-words.js';
import { oneLine } from './frozen-mail.js';

/** Beyond this a list is not read any more and a mail is cut by relays; the rest is counted and found in the worklist. */
export const listedItemsLimit = 200;

export interface LetterEntry {
  heading: string;
  /** Label and value, in the order in which they are read. */
  facts: [label: string, value: string][];
  link: { label: string; url: string };
}

export interface LetterSection {
  notice: Notice;
  heading: string;
  entries: LetterEntry[];
}

/** A mail as words, before it is text or HTML, so that the two cannot say different things. */
export interface DeadlineLetter {
  language: Language;
  greeting: string;
  opening: string;
  sections: LetterSection[];
  notListed: string | null;
  worklist: { label: string; url: string };
  closing: string;
}

export interface LetterRequest {
  recipient: Recipient;
  /** When the alarms fired, in ISO 8601; said in Beijing time. */
  instant: string;
  language: Language;
  items: readonly DeadlineItem[];
  baseUrl: string;
  showTitles: boolean;
}

/** Writes the letter. The items must be sorted, gravest and soonest first. */
export function writeLetter(request: LetterRequest): DeadlineLetter {
  const { language, items } = request;
  const base = request.baseUrl.replace(/\/+$/, '');
  const listed = items.slice(0, listedItemsLimit);
  return {
    language,
    greeting: greeting(oneLine(request.recipient.name), language),
    opening: opening(request),
    sections: notices
      .filter((notice) => listed.some((item) => item.notice === notice))
      .map((notice) => section(notice, items, listed, request, base)),
    notListed: notListed(items.length, listed.length, language),
    worklist: { label: labels.worklist[language], url: `${base}/worklist` },
    closing: closing(request),
  };
}

function closing({ language, showTitles }: LetterRequest): string {
  const automatic = {
    zh: '本邮件由公开系统自动发出，请勿回复。',
    en: 'This mail was sent automatically by Gongkai; please do not reply.',
  }[language];
  if (showTitles) return automatic;
  const secrecy = {
    zh: '邮件中不显示事项标题和内容，请登录系统查看。',
    en: ' Titles and contents are not shown in mail; sign in to see them.',
  }[language];
  return automatic + secrecy;
}

function greeting(name: string, language: Language): string {
  if (!name) return { zh: '您好：', en: 'Good day,' }[language];
  return { zh: `${name}，您好：`, en: `Dear ${name},` }[language];
}

function opening({ instant, language, items }: LetterRequest): string {
  const counts = countsByNotice(items)
    .map(([notice, count]) => noticeCountWords(notice, count, language))
    .join({ zh: '，', en: '; ' }[language]);
  const time = beijingTime(new Date(instant));
  return {
    zh: `截至 ${time}（北京时间），您有${countWords(items.length, 'zh')}事项：${counts}。`,
    en: `As of ${time} (Beijing time) you have ${countWords(items.length, 'en')}: ${counts}.`,
  }[language];
}

export function countsByNotice(items: readonly DeadlineItem[]): [Notice, number][] {
  return notices
    .map((notice): [Notice, number] => [notice, items.filter((item) => item.notice === notice).length])
    .filter(([, count]) => count > 0);
}

function section(
  notice: Notice,
  items: readonly DeadlineItem[],
  listed: readonly DeadlineItem[],
  { language, showTitles }: LetterRequest,
  base: string,
): LetterSection {
  const count = countWords(items.filter((item) => item.notice === notice).length, language);
  const meaning = noticeMeaning[notice][language];
  const word = noticeWords[notice][language];
  return {
    notice,
    heading: { zh: `${word}（${count}）：${meaning}`, en: `${word} (${count}): ${meaning}` }[language],
    entries: listed
      .filter((item) => item.notice === notice)
      .map((item) => entry(item, language, showTitles, base)),
  };
}

function entry(item: DeadlineItem, language: Language, showTitles: boolean, base: string): LetterEntry {
  const facts: [string, string | null][] = [
    [labels.title[language], showTitles ? item.title : null],
    [labels.step[language], item.step[language]],
    [labels.caseOwner[language], item.caseOwner],
    [labels.due[language], dueWords(item, language)],
    [labels.state[language], standingWords(item, language)],
    [labels.clock[language], clockWords(item, language)],
    [labels.rung[language], item.rung === null ? null : rungWords(item.rung, language)],
    [labels.nudged[language], item.timesNudged === null ? null : nudgedWords(item.timesNudged, language)],
  ];
  return {
    heading: oneLine(`${item.caseNumber} ${item.typeTitle[language]}`),
    facts: facts.flatMap(([label, value]): [string, string][] => (value ? [[label, oneLine(value)]] : [])),
    link: {
      label: labels.openNumber[language].replace('{number}', () => oneLine(item.caseNumber)),
      url: base + item.path,
    },
  };
}

function notListed(count: number, listed: number, language: Language): string | null {
  if (count === listed) return null;
  return {
    zh: `以上列出最紧要的${listed}件，其余${count - listed}件请在待办列表中查看。`,
    en: `The ${listed} most urgent are listed above; find the other ${count - listed} in the worklist.`,
  }[language];
}
