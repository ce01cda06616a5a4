import type { Definition, Vocabulary } from '../engine/definition.js';
import { tellReason } from '../engine/reasons.js';
import type { Language } from './command.js';
import type { PaperEntry } from './play-on-paper.js';

const words = {
  opened: { zh: '立件', en: 'opened' },
  acted: { zh: '办理', en: 'action' },
  followed: { zh: '自动', en: 'by itself' },
  refused: { zh: '拒绝', en: 'REFUSED' },
  clock: { zh: '时限', en: 'clock' },
  reminded: { zh: '提醒', en: 'remind' },
  breached: { zh: '逾期', en: 'BREACH' },
  escalated: { zh: '升级', en: 'escalate' },
} as const;

const standings = {
  'not-started': { zh: '未起算', en: 'not started' },
  running: { zh: '计时', en: 'running' },
  paused: { zh: '暂停', en: 'paused' },
  stopped: { zh: '已办结', en: 'stopped' },
  void: { zh: '作废', en: 'void' },
} as const;

/** A timeline as lines that a clerk reads: when (Beijing time), what, and whom it tells. */
export function tellTimeline(
  definition: Definition,
  vocabulary: Vocabulary,
  timeline: readonly PaperEntry[],
  language: Language,
): string {
  const title = `${definition.title[language]} (${definition.workflow}/${definition.version})`;
  const lines = timeline.map(
    (entry) =>
      `${inBeijing(entry.at)}  ${words[entry.kind][language]}  ${tellEntry(entry, definition, vocabulary, language)}`,
  );
  return `${[title, ...lines].join('\n')}\n`;
}

function tellEntry(
  entry: PaperEntry,
  definition: Definition,
  vocabulary: Vocabulary,
  language: Language,
): string {
  switch (entry.kind) {
    case 'opened':
    case 'acted':
    case 'followed':
      return `${actionTitle(definition, entry.action, language)} (${entry.by}) → ${definition.states[entry.state]?.[language] ?? entry.state}`;
    case 'refused':
      return `${entry.action} (${entry.by}): ${entry.reasons.map((reason) => tellReason(reason, language)).join(' ')}`;
    case 'clock':
      return `${clockTitle(definition, entry.clock, language)}: ${tellClock(entry, language)}`;
    case 'reminded':
    case 'breached':
    case 'escalated':
      return `${clockTitle(definition, entry.clock, language)} [${entry.dueOn}]${tellRecipients(entry, vocabulary, language)}`;
  }
}

function tellClock(
  { standing, dueOn, provisional, workingDaysLate }: Extract<PaperEntry, { kind: 'clock' }>,
  language: Language,
): string {
  const due = dueOn === null ? '' : { zh: `，${dueOn} 到期`, en: `, due on ${dueOn}` }[language];
  const mark = provisional ? { zh: '（暂定）', en: ' (provisional)' }[language] : '';
  const late = workingDaysLate
    ? { zh: `，逾期 ${workingDaysLate} 个工作日`, en: `, ${workingDaysLate} working days late` }[language]
    : '';
  return `${standings[standing][language]}${due}${mark}${late}`;
}

function tellRecipients(
  { to, copy }: { to: string[]; copy: string[] },
  vocabulary: Vocabulary,
  language: Language,
): string {
  const nameOf = (role: string) =>
    (role === 'case-owner' ? { zh: '承办人', en: 'case owner' } : vocabulary.roles[role])?.[language] ?? role;
  const names = (roles: readonly string[]) => roles.map(nameOf).join(language === 'zh' ? '、' : ', ');
  const copied = copy.length > 0 ? { zh: `，抄送${names(copy)}`, en: `, copy ${names(copy)}` }[language] : '';
  return to.length > 0 ? ` → ${names(to)}${copied}` : '';
}

function clockTitle(definition: Definition, name: string, language: Language): string {
  return definition.clocks[name]?.[language] ?? name;
}

function actionTitle({ states }: Definition, name: string, language: Language): string {
  if (name === 'open') return { zh: '立件', en: 'open' }[language];
  return Object.values(states).find(({ on }) => on[name])?.on[name]?.[language] ?? name;
}

function inBeijing(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
