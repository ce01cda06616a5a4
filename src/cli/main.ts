import { fileURLToPath } from 'node:url';
import { readSettings } from '../platform/settings.js';
import { runCommand } from './run-command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { env, stdin, stdout, stderr } = process;

/** A reader that has seen enough (`| head`) ends the writer; that is no fault. */
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommand(process.argv.slice(2), {
  root,
  settings: () => readSettings(env, root),
  input: stdin,
  output: stdout,
  complaints: stderr,
  locale: env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '',
});
