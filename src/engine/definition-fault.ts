import type { Action, Definition } from './definition.js';

/** One fault of a definition: the place in the file, what is wrong and what to do about it. */
export interface DefinitionFault {
  path: (string | number)[];
  code: string;
  message: string;
}

/** Every action of every state, with its place in the file. */
export function actionsOf(
  definition: Definition,
): { state: string; name: string; action: Action; path: string[] }[] {
  return Object.entries(definition.states).flatMap(([state, { on }]) =>
    Object.entries(on).map(([name, action]) => ({
      state,
      name,
      action,
      path: ['states', state, 'on', name],
    })),
  );
}
