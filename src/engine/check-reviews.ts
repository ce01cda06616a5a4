import { destinationsOf } from './conditions.js';
import type { Action, Definition } from './definition.js';
import { actionsOf, type DefinitionFault } from './definition-fault.js';
import { reviewClocks } from './withheld-item.js';

/** What a finding must come with, and that nothing withheld is ever forgotten. */
export function checkReviews(definition: Definition): DefinitionFault[] {
  return [
    ...checkAttribute(definition),
    ...actionsOf(definition).flatMap(({ action, path, name }) => [
      ...checkFinding(action, path),
      ...checkPartial(definition, action, name, path),
      ...checkWithheld(definition, action, path),
    ]),
    ...checkStates(definition),
    ...checkNextReviews(definition),
  ];
}

/** 公开属性 is fixed when drafting (gbf-2016-80 (1)(1)). */
function checkAttribute({ form }: Definition): DefinitionFault[] {
  const { attribute } = form;
  if (!attribute || attribute.mandatory) return [];
  const message = 'the attribute is fixed when drafting; add `mandatory: true`';
  return [{ path: ['form', 'attribute'], code: 'attribute-optional', message }];
}

function checkFinding(action: Action, path: string[]): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  if (action.finding !== undefined && !action.not.includes('drafter') && action.finding !== 'cleared')
    faults.push({
      path,
      code: 'finding-by-drafter',
      message: 'whoever drafted records no finding; add `not: [drafter]`',
    });
  if (action.checklist !== undefined && action.finding === undefined)
    faults.push({
      path: [...path, 'checklist'],
      code: 'checklist-without-finding',
      message: 'a checklist is kept with a finding; add `finding` or remove `checklist`',
    });
  return faults;
}

/** A partial clearance names what may be public; what it names not comes up again. */
function checkPartial(
  definition: Definition,
  action: Action,
  name: string,
  path: string[],
): DefinitionFault[] {
  if (action.finding !== 'cleared-in-part') return [];
  const faults: DefinitionFault[] = [];
  if (!action.needs.includes('clearedFields') || !action.needs.includes('reason'))
    faults.push({
      path: [...path, 'needs'],
      code: 'partial-unnamed',
      message: 'a partial clearance names its parts and says why; add clearedFields and reason to `needs`',
    });
  const isWatched = reviewClocks(definition).some((clock) => {
    const { startsOn = [], restartsOn = [] } = definition.clocks[clock] ?? {};
    return startsOn.includes(name) || restartsOn.includes(name);
  });
  if (!isWatched)
    faults.push({
      path,
      code: 'withheld-forgotten',
      message: `what "${name}" leaves out would never come up again; let it start a clock that a state names as \`nextReview\``,
    });
  return faults;
}

function checkWithheld(definition: Definition, action: Action, path: string[]): DefinitionFault[] {
  if (action.finding !== 'withheld') return [];
  return destinationsOf(action)
    .filter((to) => definition.states[to]?.nextReview === undefined)
    .map((to) => ({
      path: [...path, 'to'],
      code: 'withheld-forgotten',
      message: `what is withheld in "${to}" would never come up again; give that state a clock as \`nextReview\``,
    }));
}

function checkStates(definition: Definition): DefinitionFault[] {
  return Object.entries(definition.states).flatMap(
    ([state, { public: names, keepsPublic, final, nextReview }]) => {
      const faults: DefinitionFault[] = [];
      const path = ['states', state];
      if (names && keepsPublic)
        faults.push({
          path: [...path, 'keepsPublic'],
          code: 'two-publics',
          message: 'a state either lists what is public or keeps what was; remove one of the two',
        });
      if (final && nextReview !== undefined)
        faults.push({
          path: [...path, 'nextReview'],
          code: 'withheld-forgotten',
          message: `"${state}" is final, so nobody would look again; remove \`final\` and add the actions of the review`,
        });
      return faults;
    },
  );
}

/** On every way into a state of withheld things its clock runs. */
function checkNextReviews(definition: Definition): DefinitionFault[] {
  const faults = new Map<string, DefinitionFault>();
  for (const clock of reviewClocks(definition)) {
    const { startsOn = [], restartsOn = [], stopsOn = [], voidsOn = [] } = definition.clocks[clock] ?? {};
    const queue = [
      { state: definition.startsIn, runs: startsOn.includes('open'), path: definition.startsIn },
    ];
    const seen = new Set<string>();
    for (const { state, runs, path } of queue) {
      if (seen.has(`${state}|${runs}`)) continue;
      seen.add(`${state}|${runs}`);
      const at = definition.states[state];
      if (at?.nextReview === clock && !runs && !faults.has(state))
        faults.set(state, {
          path: ['states', state, 'nextReview'],
          code: 'withheld-forgotten',
          message: `"${clock}" does not run here: ${path}; add that action to its startsOn`,
        });
      for (const [name, action] of Object.entries(at?.on ?? {})) {
        const ends = stopsOn.includes(name) || voidsOn.includes(name);
        const next = !ends && (runs || startsOn.includes(name));
        for (const to of destinationsOf(action))
          queue.push({
            state: to,
            runs: next || (runs && restartsOn.includes(name)),
            path: `${path} —${name}→ ${to}`,
          });
      }
    }
  }
  return [...faults.values()];
}
