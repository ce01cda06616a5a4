import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCalendar } from '../calendars/calendars.js';
import {
  buildCalendar,
  describeDay,
  isProvisional,
  isWorkingDay,
  type WorkingCalendar,
} from '../engine/calendar.js';
import { calendarDataSchema, checkCalendarData } from '../engine/calendar-data.js';
import { dayNumberOf, isoDateOf } from '../engine/days.js';
import { complain, say, sayJson, UsageFault, type Call, type Command, type ExitCode } from './command.js';

export const calendarImport: Command = {
  name: 'calendar import',
  usage: '<文件 file> [--apply] [--json]',
  help: {
    zh: '检查新的放假日历，并列出哪些日子会变',
    en: 'check a holiday calendar and show which days would change',
  },
  options: { json: { type: 'boolean' }, apply: { type: 'boolean' } },
  takes: [1, 1],
  run: preview,
};

export interface ChangedDay {
  date: string;
  wasWorkingDay: boolean;
  isWorkingDay: boolean;
  /** The notice that says so; absent where a weekday is simply no longer a day off. */
  notice?: string;
}

function preview(call: Call): ExitCode {
  const file = call.words[0] ?? '';
  const raw = parse(file);
  const faults = checkCalendarData(raw);
  if (faults.length > 0) {
    for (const { at, message } of faults) complain(call, `${file}: ${at}: ${message}`);
    return 1;
  }
  const data = calendarDataSchema.parse(raw);
  const present = readCalendar(join(call.root, 'workflows', 'calendars', 'cn.json')).calendar;
  const next = buildCalendar(data, file);
  const changes = changedDays(present, next);
  if (call.options['json'] === true)
    sayJson(call, { covers: { from: present.covers, to: next.covers }, changes });
  else tell(call, present, next, changes);
  return call.options['apply'] === true ? refuseToApply(call) : 0;
}

function parse(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageFault(`${file} 不是 JSON。 ${file} is not JSON: ${(error as Error).message}`);
  }
}

/** Every day on which the two disagree, announced or not: past the announced year a calendar knows weekends only. */
export function changedDays(present: WorkingCalendar, next: WorkingCalendar): ChangedDay[] {
  const from = dayNumberOf(least(present.covers.from, next.covers.from));
  const to = dayNumberOf(isoDateOf(dayNumberOf(most(present.covers.to, next.covers.to)) + 31)); // a notice may reach into the next January
  const changes: ChangedDay[] = [];
  for (let day = from; day <= to; day += 1) {
    const date = isoDateOf(day);
    const [was, is] = [isWorkingDay(present, date), isWorkingDay(next, date)];
    if (was === is) continue;
    const { notice } = describeDay(next, date);
    changes.push({ date, wasWorkingDay: was, isWorkingDay: is, ...(notice === undefined ? {} : { notice }) });
  }
  return changes;
}

const least = (one: string, other: string) => (one < other ? one : other);
const most = (one: string, other: string) => (one > other ? one : other);

function tell(
  call: Call,
  present: WorkingCalendar,
  next: WorkingCalendar,
  changes: readonly ChangedDay[],
): void {
  say(call, {
    zh: `现用日历公布至 ${present.covers.to}，此文件至 ${next.covers.to}；${changes.length} 天不同。`,
    en: `The present calendar is announced up to ${present.covers.to}, this file up to ${next.covers.to}; ${changes.length} days differ.`,
  });
  for (const { date, isWorkingDay: works, notice = '' } of changes) {
    const provisional = isProvisional(present, date);
    const zh = `${works ? '改为工作日' : '改为休息日'}${provisional ? '（原为暂定）' : ''}`;
    const en = `${works ? 'becomes a working day' : 'becomes a day off'}${provisional ? ' (was provisional)' : ''}`;
    say(call, `${date}  ${call.language === 'zh' ? zh : en}  ${notice}`.trimEnd());
  }
}

/** An open clock that moves needs somebody's signature and a way back; until both exist nothing is applied. */
function refuseToApply(call: Call): ExitCode {
  complain(call, {
    zh: '本版本尚不能应用日历变更（须列出每个受影响的时限、有人签署、可以撤回）。请将文件放入 workflows/calendars/cn.json 后重新启动。什么都没有改变。',
    en: 'Applying a calendar is not in this release (every clock that moves must be shown, signed for and reversible). Nothing was changed.',
  });
  return 2;
}
