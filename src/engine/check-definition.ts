import type { z } from 'zod';
import { actionsOf, type DefinitionFault } from './definition-fault.js';
import { definitionSchema, isInput, type Action, type Definition, type Vocabulary } from './definition.js';
import { destinationsOf, fieldsAsked } from './conditions.js';
import { checkClocks } from './check-clocks.js';
import { proveSafety } from './prove-safety.js';

/** Reads a definition from data and proves it: every fault at once, or the definition. */
export function readDefinition(
  raw: unknown,
  vocabulary: Vocabulary,
): { definition: Definition } | { faults: DefinitionFault[] } {
  const parsed = definitionSchema.safeParse(raw);
  if (!parsed.success) return { faults: parsed.error.issues.flatMap((issue) => schemaFault(issue, raw)) };
  const definition = parsed.data;
  const faults = [
    ...checkNames(definition, vocabulary),
    ...checkFlow(definition),
    ...checkClocks(definition, vocabulary),
  ];
  return faults.length > 0 ? { faults } : proved(definition);
}

function proved(definition: Definition): { definition: Definition } | { faults: DefinitionFault[] } {
  const faults = proveSafety(definition);
  return faults.length > 0 ? { faults } : { definition };
}

function schemaFault(issue: z.core.$ZodIssue, raw: unknown): DefinitionFault[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      code: 'unknown-key',
      message: `"${key}" is not a key of the definition format; remove it or correct its spelling`,
    }));
  }
  const isMissing = valueAt(raw, path) === undefined;
  const code = isMissing ? 'missing-key' : 'bad-value';
  return [
    {
      path,
      code,
      message: isMissing
        ? `"${String(path.at(-1))}" is missing; every key is written, nothing is inferred`
        : issue.message,
    },
  ];
}

/** zod does not hand on what it refused, and a wrong value must not be told as a missing one. */
function valueAt(raw: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key],
    raw,
  );
}

/** Everything that a definition names must exist. */
function checkNames(definition: Definition, vocabulary: Vocabulary): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const need = needIn(faults);
  const sections = { ...vocabulary.sections, ...vocabulary.sectionSets };
  definition.law.forEach((law, index) =>
    need(vocabulary.laws, law.split(' ')[0] ?? '', 'law', ['law', index]),
  );
  if (definition.lead !== null) need(vocabulary.sections, definition.lead, 'section', ['lead']);
  definition.responsible.forEach((section, index) =>
    need(sections, section, 'section', ['responsible', index]),
  );
  definition.openedBy.forEach((role, index) => need(vocabulary.roles, role, 'role', ['openedBy', index]));
  for (const { state, name, action, path } of actionsOf(definition)) {
    need(definition.states, action.to, 'state', [...path, 'to']);
    checkLevels(definition, vocabulary, action, path, need);
    action.by.forEach((role, index) => need(vocabulary.roles, role, 'role', [...path, 'by', index]));
    action.effects.forEach((effect, index) =>
      need(vocabulary.effects, effect, 'effect', [...path, 'effects', index]),
    );
    action.sets.forEach((field, index) => need(definition.form, field, 'field', [...path, 'sets', index]));
    action.needs
      .filter((field) => !isInput(field))
      .forEach((field) =>
        need(definition.form, field, 'field', [...path, 'needs', action.needs.indexOf(field)]),
      );
    Object.keys(action.when ?? {}).forEach((field) =>
      need(definition.form, field, 'field', [...path, 'when', field]),
    );
    if (action.notBefore !== undefined)
      need(definition.form, action.notBefore, 'field', [...path, 'notBefore']);
    if (action.schedules !== undefined)
      need(definition.form, action.schedules, 'field', [...path, 'schedules']);
    const signing = definition.states[state]?.signing;
    if (signing)
      need(definition.states[state]?.on ?? {}, signing.action, 'action', [
        'states',
        state,
        'signing',
        'action',
      ]);
    if (name === 'open')
      faults.push({
        path,
        code: 'reserved-name',
        message: '"open" is the opening of a case itself; give the action another name',
      });
  }
  checkStateNames(definition, need);
  return faults;
}

type Need = (known: object, name: string, what: string, path: (string | number)[]) => void;

function needIn(faults: DefinitionFault[]): Need {
  return (known, name, what, path) => {
    if (!Object.hasOwn(known, name))
      faults.push({
        path,
        code: `unknown-${what}`,
        message: `there is no ${what} "${name}"; known are ${Object.keys(known).join(', ')}`,
      });
  };
}

/** The names in the levels of a review: where a rule leads, what it asks, which list is answered. */
function checkLevels(
  definition: Definition,
  vocabulary: Vocabulary,
  { routes, checklist }: Action,
  path: string[],
  need: Need,
): void {
  routes.forEach(({ to, when }, index) => {
    need(definition.states, to, 'state', [...path, 'routes', index, 'to']);
    fieldsAsked(when).forEach((field) =>
      need(definition.form, field, 'field', [...path, 'routes', index, 'when']),
    );
  });
  if (checklist !== undefined) need(vocabulary.checklists, checklist, 'checklist', [...path, 'checklist']);
}

function checkStateNames(definition: Definition, need: Need): void {
  for (const [state, { public: names, nextReview, runsOn }] of Object.entries(definition.states)) {
    if (nextReview !== undefined)
      need(definition.clocks, nextReview, 'clock', ['states', state, 'nextReview']);
    runsOn.forEach((clock, index) =>
      need(definition.clocks, clock, 'clock', ['states', state, 'runsOn', index]),
    );
    names?.forEach((field, index) =>
      need(definition.form, field, 'field', ['states', state, 'public', index]),
    );
  }
}

/** The steps: each can be reached, each can be left unless it is final, and a final one is left by nothing. */
function checkFlow(definition: Definition): DefinitionFault[] {
  if (!definition.states[definition.startsIn]) {
    return [
      {
        path: ['startsIn'],
        code: 'unknown-state',
        message: `there is no state "${definition.startsIn}" to start in`,
      },
    ];
  }
  const reached = reachable(definition);
  return Object.entries(definition.states).flatMap(([name, state]) => {
    const path = ['states', name];
    const leaving = Object.values(state.on).filter((action) =>
      destinationsOf(action).some((to) => to !== name),
    );
    const faults: DefinitionFault[] = [];
    if (!reached.has(name))
      faults.push({
        path,
        code: 'unreachable-state',
        message: `no action leads to "${name}"; add one or delete the state`,
      });
    if (!state.final && leaving.length === 0)
      faults.push({
        path,
        code: 'no-exit',
        message: `nothing leads out of "${name}"; add an action or mark it final`,
      });
    if (state.final && leaving.some((action) => !action.reopens))
      faults.push({
        path,
        code: 'final-with-exit',
        message: `"${name}" is final and yet an action leaves it; remove one of the two, or mark the action with \`reopens: true\``,
      });
    return faults;
  });
}

function reachable(definition: Definition): Set<string> {
  const reached = new Set([definition.startsIn]);
  for (const name of reached) {
    for (const action of Object.values(definition.states[name]?.on ?? {}))
      destinationsOf(action).forEach((to) => reached.add(to));
  }
  return reached;
}
