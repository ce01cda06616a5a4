import type { DeadlineItem, Language, Notice, Words } from './deadline-item.js';

export const noticeWords: Record<Notice, Words> = {
  escalate: { zh: '升级', en: 'Escalated' },
  breach: { zh: '已超期', en: 'Overdue' },
  nudge: { zh: '催办', en: 'Nudge' },
  remind: { zh: '即将到期', en: 'Due soon' },
  arrived: { zh: '待办', en: 'To do' },
  moved: { zh: '进展', en: 'Moved' },
  copied: { zh: '抄送', en: 'Copy' },
};

export const noticeMeaning: Record<Notice, Words> = {
  escalate: {
    zh: '经提醒仍未办结，现报告上一级',
    en: 'still not done after earlier notices, now told to the next level',
  },
  breach: { zh: '已过期限仍未办结', en: 'not done by the deadline' },
  nudge: { zh: '请尽快办理', en: 'please act as soon as you can' },
  remind: { zh: '请在期限前办结', en: 'please finish before the deadline' },
  arrived: { zh: '已转到您处，请办理', en: 'has come to you, please act' },
  moved: { zh: '您承办的事项有新进展', en: 'your case has moved on' },
  copied: { zh: '供了解，无须办理', en: 'for your knowledge, nothing to do' },
};

export const labels = {
  title: { zh: '标题', en: 'Title' },
  step: { zh: '当前环节', en: 'Current step' },
  caseOwner: { zh: '承办人', en: 'Case owner' },
  due: { zh: '到期日', en: 'Due' },
  state: { zh: '期限状态', en: 'Standing' },
  clock: { zh: '时限', en: 'Time limit' },
  rung: { zh: '升级层级', en: 'Escalation' },
  nudged: { zh: '催办次数', en: 'Nudged' },
  open: { zh: '打开办理', en: 'Open the case' },
  openNumber: { zh: '打开办理 {number}', en: 'Open case {number}' },
  worklist: { zh: '打开待办列表', en: 'Open the worklist' },
} satisfies Record<string, Words>;

const weekdays: Record<Language, readonly string[]> = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** "2026-11-20（星期五）": the day of the week is what people check a date by. */
export function dateWithWeekday(date: string, language: Language): string {
  const weekday = weekdays[language][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return language === 'zh' ? `${date}（${weekday}）` : `${date} (${weekday})`;
}

export function dueWords(item: DeadlineItem, language: Language): string | null {
  if (item.dueOn === null) return null;
  const provisional = { zh: '，暂定', en: ', provisional' }[language];
  const time = item.dueTime ? ` ${item.dueTime}` : '';
  return dateWithWeekday(item.dueOn, language) + time + (item.isProvisional ? provisional : '');
}

/** How it stands with the deadline; on the due day it depends on whether the hour has passed, which the notice says. */
export function standingWords({ notice, workingDaysLeft }: DeadlineItem, language: Language): string | null {
  if (workingDaysLeft === null) return null;
  const days = Math.abs(workingDaysLeft);
  if (workingDaysLeft < 0) return { zh: `已超期${days}个工作日`, en: `${englishDays(days)} late` }[language];
  if (workingDaysLeft > 0) return { zh: `还剩${days}个工作日`, en: `${englishDays(days)} left` }[language];
  if (notice === 'breach') return { zh: '今日到期，未办结', en: 'due today and not done' }[language];
  return { zh: '今日到期', en: 'due today' }[language];
}

function englishDays(days: number): string {
  return days === 1 ? '1 working day' : `${days} working days`;
}

export function clockWords({ clockTitle, law }: DeadlineItem, language: Language): string | null {
  if (clockTitle === null || law === null) return clockTitle?.[language] ?? null;
  return { zh: `${clockTitle.zh}，依据：${law.zh}`, en: `${clockTitle.en}, under ${law.en}` }[language];
}

export function rungWords(rung: number, language: Language): string {
  return { zh: `第${rung}级`, en: `level ${rung}` }[language];
}

export function nudgedWords(times: number, language: Language): string {
  return { zh: `第${times}次`, en: `${times === 1 ? 'once' : `${times} times`}` }[language];
}

/** "3件" or "3 items". */
export function countWords(count: number, language: Language): string {
  return { zh: `${count}件`, en: count === 1 ? '1 item' : `${count} items` }[language];
}

/** "已超期3件" or "Overdue 3 items". */
export function noticeCountWords(notice: Notice, count: number, language: Language): string {
  return noticeWords[notice][language] + { zh: '', en: ' ' }[language] + countWords(count, language);
}
