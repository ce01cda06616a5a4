import type { WorkingCalendar } from './calendar.js';
import type { ClockFact, Limit, Unit } from './clock-rule.js';
import { scaleFor, type FieldValues } from './clock-scale.js';
import { clockStatus, statusOfWalk, type ClockStatus, type DueRule } from './clock-status.js';
import { walkFacts } from './clock-walk.js';
import type { Instant, IsoDate } from './days.js';
import { deriveDays, deriveSpans, type DerivedDay, type DerivedSpan } from './derive-days.js';

export interface Grounds {
  on: IsoDate;
  at?: Instant;
  by?: string;
  basis?: string;
  evidence?: string;
}

/** How a date came about, as data; page, print and JSON render the same. */
export interface Derivation {
  limit: Limit;
  law: string | null;
  calendar: { region: string; version: string; covers: { from: IsoDate; to: IsoDate } };
  status: ClockStatus;
  provisional: boolean;
  unit: Unit | null;
  /** The limit with the extensions that count, in that unit. */
  total: number;
  started: Grounds | null;
  restarts: Grounds[];
  pauses: (Grounds & { kind: 'pause' | 'resume' })[];
  extensions: (Grounds & { amount: number })[];
  days: DerivedDay[];
  spans: DerivedSpan[];
}

/**
 * Tells day by day (for hours, stretch by stretch) how the status of a clock came about, from the latest start or
 * restart to the deadline, the pause that still lasts, or a late stop.
 */
export function explainClock(
  rule: DueRule & { law?: string },
  facts: readonly ClockFact[],
  calendar: WorkingCalendar,
  fields?: FieldValues,
): Derivation {
  const scale = scaleFor(rule.limit, calendar, fields);
  const walk = scale ? walkFacts(scale, rule.extends, facts) : null;
  const status =
    scale && walk ? statusOfWalk(walk, scale, calendar) : clockStatus(rule, facts, calendar, fields);
  const { region, version, covers } = calendar;
  return {
    limit: rule.limit,
    law: rule.law ?? null,
    calendar: { region, version, covers },
    status,
    provisional: 'provisional' in status && status.provisional,
    unit: scale?.unit ?? null,
    total: walk?.total ?? 0,
    started: walk?.start ? groundsOf(walk.start) : null,
    restarts: (walk?.restarts ?? []).map(groundsOf),
    pauses: (walk?.pauseFacts ?? []).map((fact) => ({
      kind: fact.kind === 'pause' ? 'pause' : 'resume',
      ...groundsOf(fact),
    })),
    extensions: (walk?.grants ?? []).map(({ fact, amount }) => ({ ...groundsOf(fact), amount })),
    days: scale && walk && !scale.isMoment ? deriveDays(walk, scale, status, calendar) : [],
    spans: scale && walk && scale.isMoment ? deriveSpans(walk, scale) : [],
  };
}

function groundsOf({ on, at, by, basis, evidence }: ClockFact): Grounds {
  return {
    on,
    ...(at === undefined ? {} : { at }),
    ...(by === undefined ? {} : { by }),
    ...(basis === undefined ? {} : { basis }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
