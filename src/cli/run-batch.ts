import { join } from 'node:path';
import { readCalendar } from '../calendars/calendars.js';
import type { WorkingCalendar } from '../engine/calendar.js';
import { answerCalendarLine } from './batch-calendar.js';
import { answerClockLine } from './batch-clock.js';
import { answerLines, type Answer } from './batch-lines.js';
import type { Call, Command, ExitCode } from './command.js';

export const calendarBatch: Command = {
  name: 'calendar batch',
  usage: '< lines.jsonl',
  help: {
    zh: '逐行计算工作日：一行一个 JSON，按序作答',
    en: 'count working days: one JSON object per line, answered in order',
  },
  takes: [0, 0],
  run: (call) => answer(call, answerCalendarLine),
};

export const clockBatch: Command = {
  name: 'clock batch',
  usage: '< lines.jsonl',
  help: {
    zh: '逐行计算时限：起算、暂停、延长、重新起算',
    en: 'count whole clocks: start, pause, extend, restart, stop',
  },
  takes: [0, 0],
  run: (call) => answer(call, answerClockLine),
};

async function answer(
  call: Call,
  one: (line: string, calendar: WorkingCalendar) => Answer,
): Promise<ExitCode> {
  const { calendar } = readCalendar(join(call.root, 'workflows', 'calendars', 'cn.json'));
  const { faults } = await answerLines(call.input, call.output, (line) => one(line, calendar));
  return faults === 0 ? 0 : 1;
}
