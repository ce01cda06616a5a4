import { fileURLToPath } from 'node:url';
import { start, type Running } from './app/start.js';
import { welcome } from './app/welcome.js';
import { readSettings } from './platform/settings.js';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Whatever hangs while stopping ends with the process: a kill is equally correct, only slower to recover from. */
const longestStopMilliseconds = 20_000;

async function main(): Promise<void> {
  const isInteractive = process.env['LOG_LEVEL'] === undefined && process.env['DATABASE_URL'] === undefined;
  const settings = readSettings(isInteractive ? { ...process.env, LOG_LEVEL: 'warn' } : process.env, root);
  let running: Running | null = null;
  let isStopping = false;
  const end = (signal: NodeJS.Signals) => {
    if (isStopping && signal === 'SIGINT') process.exit(130);
    isStopping = true;
    setTimeout(() => process.exit(1), longestStopMilliseconds).unref();
    void (running?.stop() ?? Promise.resolve()).then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  running = await start(settings, root);
  if (isInteractive) process.stdout.write(welcome(running));
}

main().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error);
  const isOurs = error instanceof Error && /Fault$/.test(error.name);
  process.stderr.write(
    isOurs ? `\n无法启动 (cannot start): ${words}\n` : `\n${error instanceof Error ? error.stack : words}\n`,
  );
  process.exit(1);
});
