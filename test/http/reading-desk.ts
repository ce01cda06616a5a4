import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { start, type Running } from '../../src/app/start.js';
import { migrate } from '../../src/platform/migrate.js';
import { readSettings } from '../../src/platform/settings.js';
import { allNo } from '../checklist.js';
import { createTestDatabase, prepareTemplate, type TestDatabase } from '../setup/database.js';
import { eventually } from '../setup/wait.js';

const root = resolve('.');
let database: TestDatabase;
let folder: string;
let running: Running;
const tokens = new Map<string, string>();

/** Opens a demo bureau on a database and a free port of its own. */
export async function openBureau(): Promise<Running> {
  const template = await prepareTemplate(
    'migrated',
    async (url) => void (await migrate(url, join(root, 'migrations'))),
  );
  database = await createTestDatabase({ template });
  folder = mkdtempSync(join(tmpdir(), 'gongkai-reads-'));
  const environment = {
    DATABASE_URL: database.url,
    PORT: '0',
    DEMO: 'yes',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
    BASE_URL: 'http://portal.example',
  };
  running = await start(readSettings(environment, root), root);
  return running;
}

export async function closeBureau(): Promise<void> {
  await running.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
}

export function databaseUrl(): string {
  return database.url;
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export async function ask<Body = Record<string, never>>(
  path: string,
  options: { as?: string; method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer<Body>> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.as !== undefined) headers['authorization'] = `Bearer ${await tokenOf(options.as)}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(`${running.url}${path}`, {
    method: options.method ?? 'GET',
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : text) as Body,
  };
}

async function tokenOf(username: string): Promise<string> {
  const known = tokens.get(username);
  if (known !== undefined) return known;
  const { body } = await ask<{ token: string }>('/api/v1/session', {
    method: 'POST',
    body: { username, password: 'gongkai-demo' },
  });
  tokens.set(username, body.token);
  return body.token;
}

export interface CaseBody {
  id: string;
  number: string;
  state: string;
  reasons?: { detail: string }[];
}

export async function openCase(fields: Record<string, unknown>): Promise<CaseBody> {
  const { status, body } = await ask<CaseBody>('/api/v1/cases', {
    as: 'drafter',
    method: 'POST',
    body: { type: 'policy-document', fields, commandId: randomUUID() },
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

export async function act(
  as: string,
  id: string,
  action: string,
  data: Record<string, unknown> = {},
): Promise<CaseBody> {
  const { status, body } = await ask<CaseBody>(`/api/v1/cases/${id}/actions`, {
    as,
    method: 'POST',
    body: { action, data, commandId: randomUUID() },
  });
  if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
  return body;
}

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

async function upload(
  id: string,
  field: string,
  name: string,
  words: Record<string, string> = {},
): Promise<void> {
  const form = new FormData();
  for (const [word, value] of Object.entries(words)) form.append(word, value);
  form.append(
    field,
    new Blob([pdf, `% ${createHash('sha256').update(name).digest('hex')}\n`], { type: 'application/pdf' }),
    name,
  );
  const response = await fetch(`${running.url}/api/v1/cases/${id}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf('drafter')}` },
    body: form,
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Drafts and files a policy; it then waits for the confidentiality review. */
export async function submitted(title: string, documentNumber: string): Promise<CaseBody> {
  const { id } = await openCase({
    title,
    documentNumber,
    madeOn: '2016-06-28',
    attribute: 'proactive',
    directorParticipation: '草稿中的内部安排',
  });
  await upload(id, 'document', `${title}.pdf`);
  await upload(id, 'interpretationPlan', '解读方案.pdf');
  await act('drafter', id, 'submit');
  return act('section-head', id, 'agree', { opinion: '同意送审' });
}

interface Reviewed {
  items: { contents: { digest: string; state: string; hits: { id: string; verdict: unknown }[] }[] }[];
}

/** The reviewer waits until everything was searched, and lets every hit stay: the files here hold no text to read. */
export async function settleHits(id: string): Promise<void> {
  const contents = await eventually(async () => {
    const { body } = await ask<Reviewed>(`/api/v1/cases/${id}/review`, { as: 'reviewer' });
    const all = body.items.flatMap((item) => item.contents);
    if (all.some(({ state }) => state !== 'searched')) throw new Error('not everything was searched yet');
    return all;
  });
  const verdicts = contents.flatMap(({ digest, hits }) =>
    hits
      .filter(({ verdict }) => verdict === null)
      .map((hit) => ({ content: digest, hit: hit.id, verdict: 'may-stay', reason: '已人工审看' })),
  );
  if (verdicts.length === 0) return;
  const body = { verdicts, commandId: randomUUID() };
  const settled = await ask(`/api/v1/cases/${id}/review/verdicts`, { as: 'reviewer', method: 'POST', body });
  if (settled.status !== 200) throw new Error(JSON.stringify(settled.body));
}

export async function published(title: string, documentNumber: string): Promise<CaseBody> {
  const { id } = await submitted(title, documentNumber);
  await settleHits(id);
  await act('reviewer', id, 'clear', { opinion: '可以公开', checklist: allNo });
  await act('director', id, 'approve');
  return eventually(async () => {
    const { body } = await ask<CaseBody>(`/api/v1/cases/${id}`, { as: 'drafter' });
    if (body.state !== 'published') throw new Error(`the case is still ${body.state}`);
    return body;
  });
}

export async function interpreted(id: string): Promise<void> {
  await upload(id, 'interpretation', '图解.pdf', {
    action: 'submit-interpretation',
    data: JSON.stringify({ directorParticipation: '局长署名' }),
  });
  await settleHits(id);
  await act('reviewer', id, 'clear-interpretation', { opinion: '可以发布', checklist: allNo });
  await eventually(
    async () => (await ask<CaseBody>(`/api/v1/cases/${id}`, { as: 'drafter' })).body.state === 'interpreted',
  );
}
