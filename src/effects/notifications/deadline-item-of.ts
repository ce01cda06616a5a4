import type { World } from '../../engine/case-file.js';
import { workingDaysBetween } from '../../engine/calendar.js';
import type { ClockStatus } from '../../engine/clock.js';
import { dateOfInstant } from '../../engine/days.js';
import type { Definition, Vocabulary } from '../../engine/definition.js';
import { statusOf } from '../../engine/record-facts.js';
import type { DeadlineItem, Notice, Words } from './deadline-item.js';
import type { NoticeRow } from './notice-rows.js';

/** What a mail says of one notice: the case as it stands, and the deadline as it stood at that instant. */
export function deadlineItemOf(
  row: NoticeRow,
  definition: Definition,
  vocabulary: Vocabulary,
  world: World,
): DeadlineItem {
  const { clock, dueOn, dueAt } = deadlineOf(row, definition, world);
  const rule = clock === undefined ? undefined : definition.clocks[clock];
  const state = definition.states[row.state];
  return {
    notice: noticeOf(row),
    caseNumber: row.number,
    typeTitle: definition.title,
    title: row.title,
    step: { zh: state?.zh ?? row.state, en: state?.en ?? row.state },
    caseOwner: row.ownerName,
    clockTitle: rule ? { zh: rule.zh, en: rule.en } : null,
    law: rule ? lawWords(rule.law, vocabulary) : null,
    dueOn: dueOn ?? null,
    dueTime: dueAt === undefined ? null : timeOfDay(dueAt, world),
    isProvisional: dueOn !== undefined && dueOn > world.calendar.covers.to,
    workingDaysLeft: dueOn === undefined ? null : daysLeft(dueOn, world),
    rung: rungNumber(row.payload.rung),
    timesNudged: row.effect === 'nudge' ? row.nudges : null,
    path: `/cases/${row.caseId}`,
  };
}

function noticeOf({ effect, payload }: NoticeRow): Notice {
  switch (effect) {
    case 'notify-rung':
      return payload.kind ?? 'remind';
    case 'nudge':
      return 'nudge';
    case 'notify-owner':
      return 'moved';
    case 'notify-copied':
      return 'copied';
    default:
      return 'arrived';
  }
}

/** The clock of the rung, or else the soonest that runs. */
function deadlineOf(
  row: NoticeRow,
  definition: Definition,
  world: World,
): { clock?: string; dueOn?: string; dueAt?: string } {
  const { clock, dueOn, dueAt } = row.payload;
  if (clock !== undefined && dueOn !== undefined)
    return { clock, dueOn, ...(dueAt === undefined ? {} : { dueAt }) };
  const file = { fields: row.fields, clocks: row.clocks } as Parameters<typeof statusOf>[2];
  const running = Object.entries(definition.clocks)
    .map(([name, rule]) => ({ name, status: statusOf(rule, row.clocks[name], file, world) }))
    .filter(
      (one): one is { name: string; status: Extract<ClockStatus, { state: 'running' }> } =>
        one.status.state === 'running',
    )
    .sort((left, right) => (left.status.dueAt < right.status.dueAt ? -1 : 1));
  const [soonest] = running;
  return soonest ? { clock: soonest.name, dueOn: soonest.status.dueOn, dueAt: soonest.status.dueAt } : {};
}

function lawWords(law: string, vocabulary: Vocabulary): Words {
  const [id = '', ...place] = law.split(' ');
  const known = vocabulary.laws[id];
  const rest = place.join(' ');
  return { zh: `${known?.zh ?? id} ${rest}`.trim(), en: `${known?.en ?? id} ${rest}`.trim() };
}

function daysLeft(dueOn: string, world: World): number {
  return dueOn >= world.today
    ? workingDaysBetween(world.calendar, world.today, dueOn)
    : -workingDaysBetween(world.calendar, dueOn, world.today);
}

/** A limit that ends with its day has no hour worth telling; one that ends within a day has. */
function timeOfDay(dueAt: string, world: World): string | null {
  const shifted = new Date(Date.parse(dueAt) + world.calendar.zoneOffsetMinutes * 60_000).toISOString();
  const isMidnight =
    shifted.slice(11, 16) === '00:00' && dateOfInstant(dueAt, world.calendar.zoneOffsetMinutes) !== '';
  return isMidnight ? null : shifted.slice(11, 16);
}

function rungNumber(rung: string | undefined): number | null {
  if (rung === undefined || rung.startsWith('remind')) return null;
  return rung === 'breach' ? 1 : Number(rung.split('-')[1]) + 1;
}
