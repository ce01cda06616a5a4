/** How a thread is started: its first module, and flags for Node. */
export interface ThreadLaunch {
  entry: URL;
  flags: string[];
}

/**
 * A thread does not share the test runner's translation, so sources are translated by the hooks of the test set-up.
 * @param module the thread's first module, `./read-thread.js` for example, seen from the one that starts it
 * @param here where that one is: its `import.meta.url`
 */
export function threadLaunch(module: string, here: string): ThreadLaunch {
  if (!here.endsWith('.ts')) return { entry: new URL(module, here), flags: [] };
  const hooks = new URL('../../test/setup/typescript-hooks.mjs', import.meta.url).href;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(hooks)});`;
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(register)}`];
  return { entry: new URL(module.replace(/\.js$/, '.ts'), here), flags };
}
