import type { Breach, CaseFile, ClockLedger, World } from './case-file.js';
import { clockAlarms, clockStatus, type ClockAlarm, type ClockStatus } from './clock.js';
import type { ClockFact } from './clock-rule.js';
import { dateOfInstant, instantOfDate, type Instant, type IsoDate } from './days.js';
import { holdsAny } from './conditions.js';
import type { ClockDefinition, Definition } from './definition.js';

/** When, by whom and on what ground something happened; the date is the world's, not the moment of typing. */
export interface Happening {
  at: Instant;
  by: string;
  basis?: string;
  evidence?: string;
}
export interface RecordedFact {
  clock: string;
  fact: ClockFact;
}

/**
 * The facts of the present run. A clock that was stopped or voided starts anew with the next start, for example
 * when a returned draft is submitted again; earlier runs stay in the ledger and no longer count.
 */
export function currentRun(facts: readonly ClockFact[]): ClockFact[] {
  let first = 0;
  let ended = false;
  facts.forEach((fact, index) => {
    if (fact.kind === 'stop' || fact.kind === 'void') ended = true;
    else if (fact.kind === 'start' && ended) {
      first = index;
      ended = false;
    }
  });
  if (first === 0) return [...facts];
  return facts
    .slice(first)
    .filter((fact) => fact.corrects === undefined || fact.corrects >= first)
    .map((fact) => (fact.corrects === undefined ? fact : { ...fact, corrects: fact.corrects - first }));
}

export function statusOf(
  clock: ClockDefinition,
  ledger: ClockLedger | undefined,
  file: CaseFile,
  world: World,
): ClockStatus {
  return clockStatus(clock, currentRun(ledger?.facts ?? []), world.calendar, file.fields);
}

type NamedClock = [name: string, clock: ClockDefinition];
const concerned = new WeakMap<Definition, Map<string, NamedClock[]>>();

/** The clocks to which an action means anything. A definition never changes, so this is found out once. */
function clocksConcerned(definition: Definition, action: string): NamedClock[] {
  const known = concerned.get(definition) ?? new Map<string, NamedClock[]>();
  concerned.set(definition, known);
  const found =
    known.get(action) ??
    Object.entries(definition.clocks).filter(([, clock]) =>
      triggers.some((trigger) => clock[trigger].includes(action)),
    );
  known.set(action, found);
  return found;
}
const triggers = ['startsOn', 'stopsOn', 'pausesOn', 'resumesOn', 'restartsOn', 'voidsOn'] as const;

function kindsFor(clock: ClockDefinition, action: string, isStarted: boolean): ClockFact['kind'][] {
  const kinds: ClockFact['kind'][] = [];
  if (clock.restartsOn.includes(action) && isStarted) kinds.push('restart');
  else if (clock.startsOn.includes(action)) kinds.push('start');
  if (clock.pausesOn.includes(action)) kinds.push('pause');
  if (clock.resumesOn.includes(action)) kinds.push('resume');
  if (clock.stopsOn.includes(action)) kinds.push('stop');
  if (clock.voidsOn.includes(action)) kinds.push('void');
  return kinds;
}

function startedFrom(
  clock: ClockDefinition,
  file: CaseFile,
  happening: Happening,
  world: World,
): { on: IsoDate; at: Instant } {
  const value = clock.startsFrom === undefined ? undefined : file.fields[clock.startsFrom];
  if (typeof value !== 'string')
    return { on: dateOfInstant(happening.at, world.calendar.zoneOffsetMinutes), at: happening.at };
  if (value.length === 10) return { on: value, at: instantOfDate(value, world.calendar.zoneOffsetMinutes) };
  return { on: dateOfInstant(value, world.calendar.zoneOffsetMinutes), at: new Date(value).toISOString() };
}

/** What an action means to the clocks of its type: the facts that go into their ledgers. */
export function factsOf(
  definition: Definition,
  file: CaseFile,
  action: string,
  happening: Happening,
  world: World,
): RecordedFact[] {
  return clocksConcerned(definition, action).flatMap(([name, clock]) => {
    const run = currentRun(file.clocks[name]?.facts ?? []);
    const isStarted = run.length > 0 && !run.some((fact) => fact.kind === 'stop' || fact.kind === 'void');
    return kindsFor(clock, action, isStarted)
      .filter((kind) => isMeant(clock, kind, isStarted, file))
      .map((kind) => {
        const when =
          kind === 'start'
            ? startedFrom(clock, file, happening, world)
            : { on: dateOfInstant(happening.at, world.calendar.zoneOffsetMinutes), at: happening.at };
        return {
          clock: name,
          fact: { kind, ...when, recordedAt: world.now, by: happening.by, ...grounds(happening) },
        };
      });
  });
}

/** A second start of a running clock, and anything but a start on one that does not run, says nothing. */
function isMeant(
  clock: ClockDefinition,
  kind: ClockFact['kind'],
  isStarted: boolean,
  file: CaseFile,
): boolean {
  if (kind === 'start')
    return !isStarted && (clock.startsWhen === undefined || holdsAny(clock.startsWhen, file.fields));
  return isStarted;
}

export function grounds({
  basis,
  evidence,
}: Pick<Happening, 'basis' | 'evidence'>): Pick<ClockFact, 'basis' | 'evidence'> {
  return { ...(basis === undefined ? {} : { basis }), ...(evidence === undefined ? {} : { evidence }) };
}

export function appendFacts(
  clocks: CaseFile['clocks'],
  recorded: readonly RecordedFact[],
): CaseFile['clocks'] {
  if (recorded.length === 0) return clocks;
  const next = { ...clocks };
  for (const { clock, fact } of recorded) {
    const ledger = next[clock] ?? { facts: [], breaches: [] };
    next[clock] = { ...ledger, facts: [...ledger.facts, fact] };
  }
  return next;
}

export interface AlarmWanted {
  clock: string;
  rung: string;
  fireAt: Instant;
}
export interface ClockChanges {
  clocks: CaseFile['clocks'];
  /** Clocks whose armed timers no longer count. */
  disarm: string[];
  arm: AlarmWanted[];
  /** Deadlines found to have passed by this very change, for example by a fact that was recorded late. */
  breached: { clock: string; breach: Breach }[];
}

/** Compares the alarms before and after a change of facts or fields; what did not move keeps its timers. */
export function clockChanges(
  definition: Definition,
  before: CaseFile | null,
  after: CaseFile,
  world: World,
): ClockChanges {
  const changes: ClockChanges = { clocks: after.clocks, disarm: [], arm: [], breached: [] };
  for (const [name, clock] of Object.entries(definition.clocks)) {
    const ledger = after.clocks[name];
    const isUntouched = ledger === before?.clocks[name] && !('field' in clock.limit);
    if (ledger === undefined || isUntouched) continue;
    const status = statusOf(clock, ledger, after, world);
    const wanted = alarmsOf(clock, status, world);
    noteBreach(changes, name, status, world);
    if (wanted.length === 0) {
      if (before?.clocks[name]) changes.disarm.push(name); // whatever is armed for it no longer counts
      continue;
    }
    const had = before ? alarmsOf(clock, statusOf(clock, before.clocks[name], before, world), world) : [];
    if (sameAlarms(had, wanted)) continue;
    if (had.length > 0) changes.disarm.push(name);
    changes.arm.push(
      ...wanted
        .filter((alarm) => isStillWanted(alarm, status, ledger, world))
        .map((alarm) => ({ clock: name, rung: alarm.rung, fireAt: alarm.fireAt })),
    );
  }
  return changes;
}

/** The rung zero working days after the due day is the breach itself and needs no second timer. */
function alarmsOf(clock: ClockDefinition, status: ClockStatus, world: World): ClockAlarm[] {
  const alarms = clockAlarms(clock, status, world.calendar, world.dutyStart);
  return status.state === 'running'
    ? alarms.filter((alarm) => alarm.kind !== 'escalate' || alarm.fireAt !== status.dueAt)
    : alarms;
}

function sameAlarms(left: readonly ClockAlarm[], right: readonly ClockAlarm[]): boolean {
  return (
    left.length === right.length &&
    left.every((alarm, index) => alarm.rung === right[index]?.rung && alarm.fireAt === right[index].fireAt)
  );
}

function isStillWanted(alarm: ClockAlarm, status: ClockStatus, ledger: ClockLedger, world: World): boolean {
  if (status.state !== 'running') return false;
  const isOverdue = Date.parse(status.dueAt) <= Date.parse(world.now);
  if (alarm.kind === 'remind') return !isOverdue;
  return alarm.kind !== 'breach' || !ledger.breaches.some((breach) => breach.dueOn === status.dueOn);
}

/** A clock that stopped late was late, even if its alarm had no time to say so. */
function noteBreach(changes: ClockChanges, name: string, status: ClockStatus, world: World): void {
  if (status.state !== 'stopped' || !isLate(status)) return;
  const ledger = changes.clocks[name];
  if (!ledger || ledger.breaches.some((breach) => breach.dueOn === status.dueOn)) return;
  const breach = { dueOn: status.dueOn, dueAt: status.dueAt, recordedAt: world.now };
  changes.clocks = { ...changes.clocks, [name]: { ...ledger, breaches: [...ledger.breaches, breach] } };
  changes.breached.push({ clock: name, breach });
}

function isLate(status: Extract<ClockStatus, { state: 'stopped' }>): boolean {
  return status.isLate;
}
