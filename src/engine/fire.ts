import { breachNotice } from './conclude.js';
import type { Effect } from './commands.js';
import type { Breach, ClockLedger, World } from './case-file.js';
import { clockStatus } from './clock.js';
import { instantOfMillis, millisOfInstant, type Instant } from './days.js';
import type { ClockDefinition, Definition } from './definition.js';
import { currentRun } from './record-facts.js';

/** An alarm that has come due: which clock, which rung of its ladder. */
export interface Alarm {
  clock: string;
  rung: string;
  fireAt: string;
}
export interface Firing {
  /** The deadline that has now passed, if this alarm is the deadline itself. */
  breach: Breach | null;
  effects: Effect[];
  /** What the law makes of silence, on the due day itself; carried out through the same door as everything else. */
  followUp: { action: string; occurredAt: Instant } | null;
}

const nothing: Firing = { breach: null, effects: [], followUp: null };

/**
 * What a due alarm does: remind, record the breach, or tell the next rung. An alarm whose clock has
 * stopped, paused or moved since does nothing: the facts decide, not the timer.
 */
export function fire(
  definition: Definition,
  ledger: ClockLedger,
  alarm: Alarm,
  fields: Record<string, unknown>,
  world: World,
): Firing {
  const clock = definition.clocks[alarm.clock];
  if (!clock) return nothing;
  const status = clockStatus(clock, currentRun(ledger.facts), world.calendar, fields);
  if (status.state !== 'running') return nothing;
  const { dueOn, dueAt } = status;
  if (alarm.rung === 'breach') {
    const breach = { dueOn, dueAt, recordedAt: world.now };
    return {
      breach,
      effects: [breachNotice(definition, alarm.clock, breach)],
      followUp: followUpOf(clock, dueAt),
    };
  }
  const [kind, index] = splitRung(alarm.rung);
  const rung = (kind === 'remind' ? clock.remind : clock.escalate)[index];
  if (!rung) return nothing;
  return {
    breach: null,
    followUp: null,
    effects: [
      {
        effect: 'notify-rung',
        payload: {
          clock: alarm.clock,
          rung: alarm.rung,
          kind,
          to: rung.to,
          copy: rung.copy ?? [],
          dueOn,
          dueAt,
        },
      },
    ],
  };
}

/** Silence ends with the due day, not on the day after: an exclusion that it ends must not grow by a day. */
function followUpOf({ atBreach }: ClockDefinition, dueAt: Instant): Firing['followUp'] {
  return atBreach === undefined
    ? null
    : { action: atBreach, occurredAt: instantOfMillis(millisOfInstant(dueAt) - 1) };
}

function splitRung(rung: string): ['remind' | 'escalate', number] {
  const [kind, index] = rung.split('-');
  return [kind === 'remind' ? 'remind' : 'escalate', Number(index)];
}
