import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { requireNode } from './require-node.mjs';

/** Runs jest with what ES modules need there; arguments are passed on: `npm test -- test/engine`. */
requireNode();
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const nodeOptions = [
  process.env.NODE_OPTIONS,
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
];
const run = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: nodeOptions.filter(Boolean).join(' ') },
});
process.on('SIGINT', () => undefined); // the terminal tells jest as well, and jest's end is ours
process.on('SIGTERM', () => run.kill('SIGTERM'));
run.once('exit', (code) => process.exit(code ?? 1));
