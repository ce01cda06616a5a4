import { destinationsOf } from './conditions.js';
import type { Action, Definition } from './definition.js';
import { checkReviews } from './check-reviews.js';
import type { DefinitionFault } from './definition-fault.js';

interface Situation {
  state: string;
  /** Sealed fields whose last change lies before a clearance by somebody barred from being the drafter. */
  cleared: ReadonlySet<string>;
  path: readonly string[];
}

/**
 * The safety proof: on every path from the first state to any state in which the public reads a field, a clearance
 * by somebody barred from being its drafter comes after the last action that can change that field
 * (先审查、后公开, secrecy rules 2024 art. 42). It walks every pair of state and cleared fields, so it is complete for
 * this model; the shortest path that breaks the promise is told.
 */
export function proveSafety(definition: Definition): DefinitionFault[] {
  return [...checkSealed(definition), ...checkPaths(definition), ...checkReviews(definition)];
}

/** Only what a clearance seals can be public. */
function checkSealed(definition: Definition): DefinitionFault[] {
  return Object.entries(definition.states).flatMap(([state, { public: names = [] }]) =>
    names
      .filter((name) => !definition.form[name]?.sealed)
      .map((name) => ({
        path: ['states', state, 'public', names.indexOf(name)],
        code: 'public-unsealed',
        message: `"${name}" becomes public in "${state}" but no clearance seals it; add \`sealed: true\` to the field`,
      })),
  );
}

function checkPaths(definition: Definition): DefinitionFault[] {
  const sealed = Object.keys(definition.form).filter((name) => definition.form[name]?.sealed);
  const queue: Situation[] = [
    { state: definition.startsIn, cleared: new Set(), path: [definition.startsIn] },
  ];
  const seen = new Set<string>();
  const faults = new Map<string, DefinitionFault>();
  for (const situation of queue) {
    const key = `${situation.state}|${[...situation.cleared].sort().join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const state = definition.states[situation.state];
    for (const name of state?.public ?? []) {
      const place = `${situation.state}/${name}`;
      if (!situation.cleared.has(name) && !faults.has(place))
        faults.set(place, unsafe(situation, name, state?.public?.indexOf(name) ?? 0));
    }
    for (const [name, action] of Object.entries(state?.on ?? {}))
      queue.push(...follow(situation, name, action, sealed));
  }
  return [...faults.values()];
}

function follow(from: Situation, name: string, action: Action, sealed: readonly string[]): Situation[] {
  const cleared = new Set([...from.cleared].filter((field) => !action.sets.includes(field)));
  if (isClearance(action))
    sealed.filter((field) => !action.sets.includes(field)).forEach((field) => cleared.add(field));
  return destinationsOf(action).map((to) => ({
    state: to,
    cleared,
    path: [...from.path, `—${name}→ ${to}`],
  }));
}

function isClearance(action: Action): boolean {
  const isClearing = action.finding === 'cleared' || action.finding === 'cleared-in-part';
  return isClearing && action.not.includes('drafter') && !action.by.includes('system');
}

function unsafe(situation: Situation, name: string, index: number): DefinitionFault {
  return {
    path: ['states', situation.state, 'public', index],
    code: 'public-unreviewed',
    message: `"${name}" could become public unreviewed: ${situation.path.join(' ')}; every path needs an action with \`finding: cleared\` and \`not: [drafter]\` after the last one that sets "${name}"`,
  };
}
