import { destinationsOf, fieldsAsked } from './conditions.js';
import type { ClockDefinition, Definition, Vocabulary } from './definition.js';
import { actionsOf, type DefinitionFault } from './definition-fault.js';

/** The clocks of a definition: they name actions that exist, they can end, they warn before they breach, and silence never clears. */
export function checkClocks(definition: Definition, vocabulary: Vocabulary): DefinitionFault[] {
  return Object.entries(definition.clocks).flatMap(([name, clock]) => [
    ...checkClockNames(definition, vocabulary, name, clock),
    ...checkRungs(vocabulary, name, clock),
    ...checkEnding(definition, name, clock),
    ...checkSilence(definition, name, clock),
  ]);
}

const triggers = ['startsOn', 'stopsOn', 'pausesOn', 'resumesOn', 'restartsOn', 'voidsOn'] as const;

function checkClockNames(
  definition: Definition,
  vocabulary: Vocabulary,
  name: string,
  clock: ClockDefinition,
): DefinitionFault[] {
  const known = new Set(['open', 'recall', ...actionsOf(definition).map(({ name: action }) => action)]);
  const faults: DefinitionFault[] = [];
  const fault = (key: string, code: string, message: string) =>
    faults.push({ path: ['clocks', name, key], code, message });
  for (const key of triggers) {
    for (const action of clock[key]) {
      if (!known.has(action))
        fault(
          key,
          'unknown-action',
          `no state has an action "${action}"; the opening of a case is called open`,
        );
    }
  }
  if (!Object.hasOwn(vocabulary.laws, clock.law.split(' ')[0] ?? ''))
    fault(
      'law',
      'unknown-law',
      `there is no law "${clock.law.split(' ')[0]}"; add it to laws.yaml or correct it`,
    );
  if (clock.extends && !Object.hasOwn(vocabulary.laws, clock.extends.law.split(' ')[0] ?? ''))
    fault('extends', 'unknown-law', `there is no law "${clock.extends.law.split(' ')[0]}"`);
  clock.extends?.by
    .filter((role) => !vocabulary.roles[role])
    .forEach((role) => fault('extends', 'unknown-role', `there is no role "${role}"`));
  const named = [
    ...fieldsAsked(clock.startsWhen ?? {}).map((field) => ['startsWhen', field] as const),
    ...(clock.startsFrom ? [['startsFrom', clock.startsFrom] as const] : []),
    ...('field' in clock.limit ? [['limit', clock.limit.field] as const] : []),
  ];
  for (const [key, field] of named) {
    if (!definition.form[field]) fault(key, 'unknown-field', `there is no field "${field}" in the form`);
  }
  return faults;
}

function checkRungs(vocabulary: Vocabulary, name: string, clock: ClockDefinition): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const limit = 'workingDays' in clock.limit ? clock.limit.workingDays : undefined;
  const hours = 'hours' in clock.limit ? clock.limit.hours : undefined;
  clock.remind.forEach((rung, index) => {
    const path = ['clocks', name, 'remind', index];
    const isAfter =
      rung.workingDaysAfter !== undefined || rung.hoursAfter !== undefined || (rung.percent ?? 0) > 100;
    if (isAfter)
      faults.push({
        path,
        code: 'reminder-after-breach',
        message: 'a reminder comes before the deadline; move it to `escalate`',
      });
    const isTooEarly =
      (limit !== undefined && (rung.workingDaysBefore ?? 0) > limit) ||
      (hours !== undefined && (rung.hoursBefore ?? 0) > hours);
    if (isTooEarly)
      faults.push({
        path,
        code: 'reminder-before-start',
        message: 'the reminder lies before the clock starts; make it shorter than the limit',
      });
  });
  clock.escalate.forEach((rung, index) => {
    const isBefore =
      rung.workingDaysBefore !== undefined || rung.hoursBefore !== undefined || (rung.percent ?? 100) < 100;
    if (isBefore)
      faults.push({
        path: ['clocks', name, 'escalate', index],
        code: 'escalation-before-breach',
        message: 'an escalation comes at or after the deadline; move it to `remind`',
      });
  });
  for (const [key, rungs] of [
    ['remind', clock.remind],
    ['escalate', clock.escalate],
  ] as const) {
    rungs.forEach((rung, index) =>
      [...rung.to, ...(rung.copy ?? [])]
        .filter((role) => role !== 'case-owner' && !vocabulary.roles[role])
        .forEach((role) =>
          faults.push({
            path: ['clocks', name, key, index],
            code: 'unknown-role',
            message: `there is no role "${role}"; use a role or case-owner`,
          }),
        ),
    );
  }
  return faults;
}

/** A clock that runs into a final state would ring for ever: every way there stops or voids it. */
function checkEnding(definition: Definition, name: string, clock: ClockDefinition): DefinitionFault[] {
  if (clock.stopsOn.length === 0)
    return [
      {
        path: ['clocks', name, 'stopsOn'],
        code: 'never-stops',
        message: 'no action stops this clock; name the outward fact that does',
      },
    ];
  const ends = [...clock.stopsOn, ...clock.voidsOn];
  const queue: { state: string; isRunning: boolean; path: string[] }[] = [
    { state: definition.startsIn, isRunning: clock.startsOn.includes('open'), path: [definition.startsIn] },
  ];
  const seen = new Set<string>();
  for (const { state, isRunning, path } of queue) {
    if (seen.has(`${state}|${isRunning}`)) continue;
    seen.add(`${state}|${isRunning}`);
    const at = definition.states[state];
    if (isRunning && at?.final && !at.runsOn.includes(name)) {
      return [
        {
          path: ['clocks', name],
          code: 'never-stops',
          message: `the clock still runs when the case ends: ${path.join(' ')}; add that action to stopsOn or voidsOn`,
        },
      ];
    }
    for (const [name, action] of Object.entries(at?.on ?? {})) {
      const runs = ends.includes(name) ? false : isRunning || clock.startsOn.includes(name);
      for (const to of destinationsOf(action))
        queue.push({ state: to, isRunning: runs, path: [...path, `—${name}→ ${to}`] });
    }
  }
  return [];
}

/** What follows from silence is its own verb by the service, and never a clearance. */
function checkSilence(definition: Definition, name: string, clock: ClockDefinition): DefinitionFault[] {
  if (clock.atBreach === undefined) return [];
  const named = actionsOf(definition).filter(({ name: action }) => action === clock.atBreach);
  const path = ['clocks', name, 'atBreach'];
  if (named.length === 0)
    return [{ path, code: 'unknown-action', message: `no state has an action "${clock.atBreach}"` }];
  const faults: DefinitionFault[] = [];
  if (named.some(({ action }) => !action.by.includes('system')))
    faults.push({
      path,
      code: 'silence-not-by-system',
      message: `"${clock.atBreach}" follows by itself: its \`by\` must name system`,
    });
  if (named.some(({ action }) => action.finding !== undefined))
    faults.push({
      path,
      code: 'silence-clears',
      message: 'silence never clears: an action at a breach can record no finding',
    });
  return faults;
}
