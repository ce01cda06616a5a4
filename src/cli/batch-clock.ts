import { z } from 'zod';
import { clockStatus, type ClockStatus } from '../engine/clock.js';
import type { WorkingCalendar } from '../engine/calendar.js';
import {
  amountsIn,
  clockFactSchema,
  extensionRuleSchema,
  limitSchema,
  type ClockFact,
  type ExtensionRule,
  type Limit,
  type Unit,
} from '../engine/clock-rule.js';
import { dateOfInstant } from '../engine/days.js';
import { answerJson, type Answer } from './batch-lines.js';
import { complaintsOf } from './batch-complaints.js';

const lineSchema = z.strictObject({
  limit: limitSchema,
  extends: extensionRuleSchema.optional(),
  facts: z.array(clockFactSchema, 'a list of facts, for example [{"kind":"start","on":"2016-09-28"}]'),
  fields: z.record(z.string(), z.unknown()).optional(),
});

/**
 * One line of `clock batch`: a limit and the facts of a clock give its state and due date.
 * Without a rule for extensions every extension counts as granted. A fact may give its moment instead of its day.
 */
export function answerClockLine(line: string, calendar: WorkingCalendar): Answer {
  return answerJson(line, (raw) => {
    const read = lineSchema.safeParse(withDays(raw, calendar));
    if (!read.success) return { error: complaintsOf(read.error) };
    const { limit, facts, fields } = read.data;
    const misfit = checkUnits(limit, facts);
    if (misfit !== null) return { error: misfit };
    const status = clockStatus(
      { limit, extends: read.data.extends ?? anyExtension(limit) },
      facts,
      calendar,
      fields,
    );
    if (status.state === 'not-started' && status.waitsFor !== undefined) {
      return {
        error: `The limit is the field ${status.waitsFor}, which the line does not give; add it to "fields".`,
      };
    }
    return tell(status, 'hours' in limit || isMomentField(limit, fields));
  });
}

/** Facts with a moment need no day, and a moment in place of the day is understood. */
function withDays(raw: unknown, calendar: WorkingCalendar): unknown {
  const facts: unknown = (raw as { facts?: unknown } | null)?.facts;
  if (!Array.isArray(facts)) return raw;
  return { ...(raw as object), facts: facts.map((fact) => withDay(fact as unknown, calendar)) };
}

function withDay(fact: unknown, calendar: WorkingCalendar): unknown {
  if (typeof fact !== 'object' || fact === null) return fact;
  const { on, at } = fact as { on?: unknown; at?: unknown };
  const moment =
    typeof on === 'string' && on.length > 10 && on.includes('T') ? on : on === undefined ? at : undefined;
  if (typeof moment !== 'string') return fact;
  return { ...fact, on: dateOfInstant(moment, calendar.zoneOffsetMinutes), at: moment };
}

function unitOf(limit: Limit): Unit | null {
  return 'workingDays' in limit
    ? 'workingDays'
    : 'calendarDays' in limit
      ? 'calendarDays'
      : 'hours' in limit
        ? 'hours'
        : null;
}

/** In a ledger a wrong unit is recorded as ignored; here it is a slip that the sender can correct. */
function checkUnits(limit: Limit, facts: readonly ClockFact[]): string | null {
  const unit = unitOf(limit);
  const wrong = facts.flatMap((fact, index) =>
    amountsIn(fact)
      .filter((amount) => amount.unit !== unit)
      .map((amount) => `facts[${index}] is in ${amount.unit}`),
  );
  if (wrong.length === 0) return null;
  return `${wrong.join('; ')}, but the limit ${unit === null ? 'is a fixed day and cannot be extended' : `counts ${unit}; give the extension in ${unit}`}.`;
}

function anyExtension(limit: Limit): ExtensionRule | undefined {
  const unit = unitOf(limit);
  return unit === null ? undefined : { [unit]: Number.MAX_SAFE_INTEGER, times: Number.MAX_SAFE_INTEGER };
}

function isMomentField(limit: Limit, fields: Record<string, unknown> | undefined): boolean {
  const value = 'field' in limit ? fields?.[limit.field] : undefined;
  return typeof value === 'string' && value.length > 10;
}

function tell(status: ClockStatus, isMoment: boolean): Answer {
  switch (status.state) {
    case 'not-started':
    case 'void':
      return { state: status.state };
    case 'running':
      return { state: 'running', ...dueIn(status, isMoment), ...mark(status) };
    case 'paused': {
      const { workingDaysLeft, calendarDaysLeft, hoursLeft } = status;
      return { state: 'paused', workingDaysLeft, calendarDaysLeft, hoursLeft, ...mark(status) };
    }
    case 'stopped': {
      const { stoppedOn, stoppedAt, workingDaysLate, hoursLate } = status;
      return {
        state: 'stopped',
        ...dueIn(status, isMoment),
        stoppedOn,
        ...(isMoment ? { stoppedAt } : {}),
        workingDaysLate,
        hoursLate,
        ...mark(status),
      };
    }
  }
}

function dueIn(
  { dueOn, dueAt }: { dueOn: string; dueAt: string },
  isMoment: boolean,
): { dueOn: string; dueAt?: string } {
  return isMoment ? { dueOn, dueAt } : { dueOn };
}

/** Keys without a value vanish from the JSON, so only what is provisional says so. */
function mark({ provisional }: { provisional: boolean }): { provisional?: true } {
  return provisional ? { provisional: true } : {};
}
