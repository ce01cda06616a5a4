import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface OtherProcess {
  readonly pid: number;
  /** Ends the process as `kill -9` would; the server it started stays. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('./start-embedded-postgres.mjs', import.meta.url));

/** Another Gongkai process, as far as the embedded PostgreSQL sees it: started, has run the SQL, and stays. */
export async function startAndWait(directory: string, sql = 'SELECT 1'): Promise<OtherProcess> {
  const child = spawn(process.execPath, [script, directory, sql], { stdio: ['ignore', 'pipe', 'inherit'] });
  await saysReady(child);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { pid: child.pid as number, kill };
}

/** The same, and then killed without a chance to clean up. */
export async function startAndDie(directory: string, sql: string): Promise<void> {
  await (await startAndWait(directory, sql)).kill();
}

function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', () => resolve());
  });
}
