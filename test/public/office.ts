import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../src/platform/free-port.js';
import { createTestDatabase } from '../setup/database.js';
import { eventually } from '../setup/wait.js';

/** A demo bureau in a process of its own, with everything that it logs. */
export interface Office {
  url: string;
  databaseUrl: string;
  log(): string;
  ask(path: string, options?: AskOptions): Promise<{ status: number; headers: Headers; text: string }>;
  act(who: string, id: string, action: string, data?: Record<string, unknown>): Promise<void>;
  upload(id: string, field: string, name: string, text: string): Promise<void>;
  close(): Promise<void>;
}
interface AskOptions {
  as?: string;
  body?: unknown;
  accept?: string;
}

const startMilliseconds = 120_000;

export async function openOffice(): Promise<Office> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(process.env.GONGKAI_TEST_FOLDER ?? tmpdir(), 'office-'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join('test', 'public', 'start-product.mjs')], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      PORT: String(port),
      DEMO: 'yes',
      LOG_LEVEL: 'debug',
      BASE_URL: 'http://portal.example',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => lines.push(String(chunk)));
  const isReady = async () => child.exitCode !== null || (await fetch(`${url}/health/ready`)).ok;
  await eventually(isReady, { within: startMilliseconds });
  if (child.exitCode !== null) throw new Error(`the product ended: ${lines.join('')}`);
  const desk = deskOf(url);
  return {
    url,
    databaseUrl: database.url,
    log: () => lines.join(''),
    ...desk,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function deskOf(url: string): Pick<Office, 'ask' | 'act' | 'upload'> {
  const tokens = new Map<string, Promise<string>>();
  const signIn = async (username: string) => {
    const { text } = await ask('/api/v1/session', { body: { username, password: 'gongkai-demo' } });
    return (JSON.parse(text) as { token: string }).token;
  };
  const tokenOf = (username: string) => {
    const token = tokens.get(username) ?? signIn(username);
    tokens.set(username, token);
    return token;
  };
  const ask: Office['ask'] = async (path, { as, body, accept = '*/*' } = {}) => {
    const headers: Record<string, string> = { accept };
    if (as !== undefined) headers['authorization'] = `Bearer ${await tokenOf(as)}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, { headers, ...sent });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    ask,
    act: async (who, id, action, data = {}) => {
      const body = { action, data, commandId: randomUUID() };
      const { status, text } = await ask(`/api/v1/cases/${id}/actions`, { as: who, body });
      if (status !== 200) throw new Error(`${action}: ${text}`);
    },
    upload: async (id, field, name, text) => {
      const form = new FormData();
      form.append(field, new Blob([text], { type: 'text/plain' }), name);
      const headers = { authorization: `Bearer ${await tokenOf('drafter')}` };
      const response = await fetch(`${url}/api/v1/cases/${id}/files`, {
        method: 'POST',
        headers,
        body: form,
      });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}
