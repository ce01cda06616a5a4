import type { ClockStatus, Derivation } from '../engine/clock.js';
import type { DerivedDay } from '../engine/derive-days.js';
import type { Language, Words } from './command.js';

const units = {
  workingDays: { zh: '个工作日', en: ' working days' },
  calendarDays: { zh: '个自然日', en: ' calendar days' },
  hours: { zh: '小时', en: ' hours' },
} as const;

const reasons: Record<DerivedDay['why'], Words> = {
  'start-day': { zh: '起算日，不计', en: 'the starting day is not counted' },
  'restart-day': { zh: '重新起算日，不计', en: 'the day of the restart is not counted' },
  'working-day': { zh: '工作日', en: 'working day' },
  'make-up-day': { zh: '调休上班', en: 'make-up working day' },
  'calendar-day': { zh: '自然日', en: 'calendar day' },
  weekend: { zh: '周末，不计', en: 'weekend, not counted' },
  holiday: { zh: '放假，不计', en: 'holiday, not counted' },
  paused: { zh: '中止，不计', en: 'paused, not counted' },
  rolled: { zh: '期满于休息日，顺延', en: 'ended on a day off, moved on' },
  'fixed-deadline': { zh: '规定的日期', en: 'the fixed day' },
  late: { zh: '逾期', en: 'late' },
};

/** A derivation in words that a clerk can check against a wall calendar: days alike stand in one line. */
export function tellDerivation(title: string, derivation: Derivation, language: Language): string {
  const { law, unit, total, calendar, started, restarts, pauses, extensions, status } = derivation;
  const zh = language === 'zh';
  const lines = [`${title}: ${tellStatus(status, language)}`];
  if (law !== null) lines.push(zh ? `依据 ${law}` : `law: ${law}`);
  if (unit !== null) lines.push(zh ? `期限 ${total} ${units[unit].zh}` : `limit: ${total}${units[unit].en}`);
  if (started) lines.push(zh ? `自 ${started.on} 起算` : `counted from ${started.on}`);
  for (const { on } of restarts) lines.push(zh ? `${on} 重新起算` : `counted anew from ${on}`);
  for (const { on, kind, basis } of pauses)
    lines.push(`${on} ${tellPause(kind, language)}${basis ? `: ${basis}` : ''}`);
  for (const { on, amount, basis } of extensions)
    lines.push(`${on} ${zh ? `延长 ${amount}` : `extended by ${amount}`}${basis ? `: ${basis}` : ''}`);
  lines.push(zh ? `日历 ${calendar.version}` : `calendar: ${calendar.version}`);
  return [...lines, ...tellDays(derivation.days, language), ...tellSpans(derivation, language)]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}

function tellPause(kind: 'pause' | 'resume', language: Language): string {
  return { pause: { zh: '中止', en: 'paused' }, resume: { zh: '恢复', en: 'resumed' } }[kind][language];
}

export function tellStatus(status: ClockStatus, language: Language): string {
  const zh = language === 'zh';
  switch (status.state) {
    case 'not-started':
      return zh ? '尚未起算' : 'not started';
    case 'void':
      return zh ? `${status.voidedOn} 作废` : `void since ${status.voidedOn}`;
    case 'paused':
      return zh
        ? `自 ${status.pausedOn} 中止，尚无到期日`
        : `paused since ${status.pausedOn}, no due date yet`;
    case 'running':
      return `${zh ? `${status.dueOn} 到期` : `due on ${status.dueOn}`}${mark(status.provisional, language)}`;
    case 'stopped': {
      const late = status.isLate
        ? zh
          ? `，逾期${status.workingDaysLate === undefined ? '' : ` ${status.workingDaysLate} 个工作日`}`
          : `, late${status.workingDaysLate === undefined ? '' : ` by ${status.workingDaysLate} working days`}`
        : '';
      return zh
        ? `${status.dueOn} 到期，${status.stoppedOn} 办结${late}`
        : `due on ${status.dueOn}, done on ${status.stoppedOn}${late}`;
    }
  }
}

function mark(isProvisional: boolean, language: Language): string {
  return isProvisional
    ? { zh: '（暂定：当年放假通知尚未公布）', en: ' (provisional: no holiday notice yet)' }[language]
    : '';
}

interface Run {
  first: DerivedDay;
  last: DerivedDay;
}

function tellDays(days: readonly DerivedDay[], language: Language): string[] {
  const runs: Run[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const isAlike =
      run?.last.why === day.why && run.last.notice === day.notice && run.last.provisional === day.provisional;
    if (run && isAlike) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs.map((run) => tellRun(run, language));
}

function tellRun({ first, last }: Run, language: Language): string {
  const zh = language === 'zh';
  const dates = first === last ? first.date : `${first.date}…${last.date}`;
  const numbers =
    first.counted === null
      ? ''
      : first === last
        ? `${first.counted}`
        : `${first.counted}–${last.counted ?? ''}`;
  const counted = numbers === '' ? '' : zh ? `第 ${numbers} 日，` : `day ${numbers}, `;
  const notice = first.notice === undefined ? '' : zh ? `（${first.notice}）` : ` (${first.notice})`;
  return `${dates}  ${counted}${reasons[first.why][language]}${notice}${first.provisional ? mark(true, language) : ''}`;
}

function tellSpans({ spans }: Derivation, language: Language): string[] {
  const words = {
    running: { zh: '计时', en: 'running' },
    paused: { zh: '中止', en: 'paused' },
    late: { zh: '逾期', en: 'late' },
  };
  return spans.map(
    ({ from, until, why, hours }) =>
      `${from}…${until ?? ''}  ${words[why][language]}${hours === null ? '' : ` ${hours}${units.hours[language]}`}`,
  );
}
