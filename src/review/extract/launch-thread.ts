/** How a thread is started: its first module, and flags for Node. */
export interface ThreadLaunch {
  entry: URL;
  flags: string[];
}

/** A thread does not share the test runner's translation, so sources are translated by the hooks of the test set-up. */
export function threadLaunch(here = import.meta.url): ThreadLaunch {
  if (!here.endsWith('.ts')) return { entry: new URL('./extraction-thread.js', here), flags: [] };
  const hooks = new URL('../../../test/setup/typescript-hooks.mjs', here).href;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(hooks)});`;
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(register)}`];
  return { entry: new URL('./extraction-thread.ts', here), flags };
}
