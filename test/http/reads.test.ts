import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { start, type Running } from '../../src/app/start.js';
import { migrate } from '../../src/platform/migrate.js';
import { readSettings } from '../../src/platform/settings.js';
import { entities } from '../../src/reporting/entities.js';
import { openDataSource } from '../../src/reporting/read-source.js';
import { createTestDatabase, prepareTemplate, type TestDatabase } from '../setup/database.js';
import { eventually } from '../setup/wait.js';

const root = resolve('.');
let database: TestDatabase;
let folder: string;
let running: Running;
const tokens = new Map<string, string>();

beforeAll(async () => {
  const template = await prepareTemplate('migrated', async (url) => void (await migrate(url, join(root, 'migrations'))));
  database = await createTestDatabase({ template });
  folder = mkdtempSync(join(tmpdir(), 'gongkai-reads-'));
  const environment = { DATABASE_URL: database.url, PORT: '0', DEMO: 'yes', LOG_LEVEL: 'silent', DATA_DIR: folder, BASE_URL: 'http://portal.example' };
  running = await start(readSettings(environment, root), root);
});

afterAll(async () => {
  await running.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

async function ask<Body = Record<string, never>>(path: string, options: { as?: string; method?: string; body?: unknown; headers?: Record<string, string> } = {}): Promise<Answer<Body>> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.as !== undefined) headers['authorization'] = `Bearer ${await tokenOf(options.as)}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(`${running.url}${path}`, { method: options.method ?? 'GET', headers, ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

async function tokenOf(username: string): Promise<string> {
  const known = tokens.get(username);
  if (known !== undefined) return known;
  const { body } = await ask<{ token: string }>('/api/v1/session', { method: 'POST', body: { username, password: 'gongkai-demo' } });
  tokens.set(username, body.token);
  return body.token;
}

interface CaseBody {
  id: string;
  number: string;
  state: string;
  reasons?: { detail: string }[];
}

async function openCase(fields: Record<string, unknown>): Promise<CaseBody> {
  const { status, body } = await ask<CaseBody>('/api/v1/cases', { as: 'drafter', method: 'POST', body: { type: 'policy-document', fields, commandId: randomUUID() } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

async function act(as: string, id: string, action: string, data: Record<string, unknown> = {}): Promise<CaseBody> {
  const { status, body } = await ask<CaseBody>(`/api/v1/cases/${id}/actions`, { as, method: 'POST', body: { action, data, commandId: randomUUID() } });
  if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
  return body;
}

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

async function upload(id: string, field: string, name: string): Promise<void> {
  const form = new FormData();
  form.append(field, new Blob([pdf, `% ${name}\n`], { type: 'application/pdf' }), name);
  const response = await fetch(`${running.url}/api/v1/cases/${id}/files`, { method: 'POST', headers: { authorization: `Bearer ${await tokenOf('drafter')}` }, body: form });
  if (!response.ok) throw new Error(await response.text());
}

/** Drafts and files a policy; it then waits for the confidentiality review. */
async function submitted(title: string, documentNumber: string): Promise<CaseBody> {
  const { id } = await openCase({ title, documentNumber, madeOn: '2016-06-28', attribute: 'proactive', directorParticipation: '草稿中的内部安排' });
  await upload(id, 'document', `${title}.pdf`);
  await upload(id, 'interpretationPlan', '解读方案.pdf');
  return act('drafter', id, 'submit');
}

async function published(title: string, documentNumber: string): Promise<CaseBody> {
  const { id } = await submitted(title, documentNumber);
  await act('reviewer', id, 'clear', { opinion: '可以公开' });
  await act('director', id, 'approve');
  return eventually(async () => {
    const { body } = await ask<CaseBody>(`/api/v1/cases/${id}`, { as: 'drafter' });
    return body.state === 'published' ? body : false;
  });
}

async function interpreted(id: string): Promise<void> {
  await upload(id, 'interpretation', '图解.pdf');
  await act('drafter', id, 'submit-interpretation', { directorParticipation: '局长署名' });
  await act('reviewer', id, 'clear-interpretation', { opinion: '可以发布' });
  await eventually(async () => (await ask<CaseBody>(`/api/v1/cases/${id}`, { as: 'drafter' })).body.state === 'interpreted');
}

interface Worklist {
  total: number;
  cursor: string | null;
  items: { id: string; number: string; title: string; typeTitle: { en: string }; stateTitle: { zh: string }; dueAt: string | null; dueOn: string | null; workingDaysLeft: number | null; isLate: boolean; nudges: number; section: { id: string } | null }[];
}

async function worklist(as: string, query: string): Promise<Worklist> {
  const { status, body } = await ask<Worklist>(`/api/v1/worklist${query}`, { as });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

const idsOf = ({ items }: Worklist) => items.map(({ id }) => id);

describe('the read models', () => {
  it('map columns that exist in the migrated schema, with their types and nullability', async () => {
    const source = await openDataSource(database.url);
    try {
      const known = await source.query<{ key: string; type: string; nullable: boolean }[]>(`select table_name || '.' || column_name as key, data_type as type, is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public'`);
      const schema = new Map(known.map(({ key, type, nullable }) => [key, { type, nullable }]));
      expect(source.entityMetadatas).toHaveLength(entities.length);
      for (const metadata of source.entityMetadatas) {
        for (const column of metadata.columns) {
          const key = `${metadata.tableName}.${column.databaseName}`;
          expect([key, schema.get(key)]).toEqual([key, { type: source.driver.normalizeType(column), nullable: column.isNullable }]);
        }
      }
    } finally {
      await source.destroy();
    }
  });

  it('never map a password digest or the words of a mail', async () => {
    const source = await openDataSource(database.url);
    const columns = source.entityMetadatas.flatMap(({ tableName, columns: own }) => own.map(({ databaseName }) => `${tableName}.${databaseName}`));
    await source.destroy();
    expect(columns).not.toEqual(expect.arrayContaining(['person.password_hash']));
    expect(columns.filter((column) => /^mail\.(text|html|subject)$/.test(column))).toEqual([]);
  });
});

describe('the worklist', () => {
  it('shows the reviewer what waits for the role, with deadline, and lets it go when it is done', async () => {
    const waiting = await submitted('关于待办的通知', '示司发〔2016〕11号');
    const before = await worklist('reviewer', '');
    const item = before.items.find(({ id }) => id === waiting.id);

    expect(item).toMatchObject({ number: waiting.number, title: '关于待办的通知', typeTitle: { en: 'Policy document with its interpretation' }, stateTitle: { zh: '保密审查' }, section: { id: 'office' }, nudges: 0 });
    expect(item?.dueAt).toMatch(/T16:00:00.000Z$/);
    expect(item?.dueOn).toBe(new Date(Date.parse(item?.dueAt ?? '') + 8 * 3_600_000 - 1).toISOString().slice(0, 10));
    expect(item?.workingDaysLeft).toBeLessThan(0); // made in 2016: long overdue
    expect(item?.isLate).toBe(true);
    expect(idsOf(await worklist('archivist', ''))).not.toContain(waiting.id);

    await act('reviewer', waiting.id, 'clear', { opinion: '可以公开' });
    expect(idsOf(await worklist('reviewer', '?queue=todo'))).not.toContain(waiting.id);
    expect(idsOf(await worklist('reviewer', '?queue=done'))).toContain(waiting.id);
    expect(idsOf(await worklist('director', '?queue=todo'))).toContain(waiting.id);
  });

  it('keeps drafts apart from what was sent on', async () => {
    const draft = await openCase({ title: '尚在起草' });
    const sent = await submitted('已经报送', '示司发〔2016〕12号');

    expect(idsOf(await worklist('drafter', '?queue=drafts'))).toContain(draft.id);
    expect(idsOf(await worklist('drafter', '?queue=drafts'))).not.toContain(sent.id);
    expect(idsOf(await worklist('drafter', '?queue=started'))).toContain(sent.id);
    expect(idsOf(await worklist('drafter', '?queue=started'))).not.toContain(draft.id);
    expect(idsOf(await worklist('drafter', '?queue=done'))).not.toContain(draft.id);
    expect(idsOf(await worklist('reviewer', '?queue=drafts'))).toEqual([]);
  });

  it('lists copies for those who were copied', async () => {
    const { id } = await submitted('抄送的通知', '示司发〔2016〕13号');
    const { rows } = await running.services.pool.query<{ id: string }>(`select id from person where username = 'archivist'`);
    const operation = { op: 'copy', to: [{ person: rows[0]?.id }] };
    const copied = await ask(`/api/v1/cases/${id}/operations`, { as: 'drafter', method: 'POST', body: { operation, commandId: randomUUID() } });

    expect([copied.status, copied.body]).toEqual([200, expect.anything()]);
    expect(idsOf(await worklist('archivist', '?queue=copied'))).toEqual([id]);
  });

  it('gives every case once over all pages, soonest deadline first, those without one last', async () => {
    for (const title of ['无期限之一', '无期限之二', '无期限之三']) await openCase({ title });
    await submitted('有期限的通知', '示司发〔2016〕14号');
    const whole = await worklist('drafter', '?queue=started&limit=200');
    const drafts = await worklist('drafter', '?queue=drafts&limit=200');
    for (const [queue, all] of [['started', whole], ['drafts', drafts]] as const) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Worklist = await worklist('drafter', `?queue=${queue}&limit=1&cursor=${cursor}`);
        seen.push(...idsOf(page));
        expect(page.total).toBe(all.total);
        cursor = page.cursor;
      }
      expect(seen).toEqual(idsOf(all));
      expect(new Set(seen).size).toBe(all.total);
      const dues = all.items.map(({ dueAt }) => dueAt ?? '9999');
      expect(dues).toEqual([...dues].sort());
    }
    expect(drafts.total).toBeGreaterThanOrEqual(3);
  });

  it('refuses an unknown queue with the list of queues, and all else that is wrong with it', async () => {
    const { status, body } = await ask<{ code: string; reasons: { detail: string }[] }>('/api/v1/worklist?queue=mine&limit=0&cursor=abc', { as: 'drafter' });
    expect([status, body.code]).toEqual([400, 'bad-request']);
    expect(body.reasons).toHaveLength(3);
    expect(body.reasons[0]?.detail).toContain('todo、done、started、copied、drafts');
  });

  it('asks who it is for', async () => {
    expect((await ask('/api/v1/worklist')).status).toBe(401);
  });
});

describe('the calendar door', () => {
  it('tells the days off and make-up days of 2016 with their notice', async () => {
    const { body } = await ask<{ covers: { from: string }; version: string; daysOff: { date: string; notice: string }[]; makeUpDays: { date: string; notice: string }[]; isProvisional: boolean }>('/api/v1/calendar?year=2016', { as: 'drafter' });
    expect(body.covers.from).toBe('2007-01-01');
    expect(body.version).toContain('CN');
    expect(body.isProvisional).toBe(false);
    expect(body.daysOff.map(({ date }) => date)).toContain('2016-10-03');
    expect(body.makeUpDays.map(({ date }) => date)).toEqual(['2016-02-06', '2016-02-14', '2016-06-12', '2016-09-18', '2016-10-08', '2016-10-09']);
    expect(body.makeUpDays[0]?.notice).toContain('国办发明电〔2015〕');
  });

  it('says that a year after the announced ones is provisional, and refuses what is no year', async () => {
    expect((await ask<{ isProvisional: boolean }>('/api/v1/calendar?year=2031', { as: 'drafter' })).body.isProvisional).toBe(true);
    expect((await ask('/api/v1/calendar?year=next', { as: 'drafter' })).status).toBe(400);
  });
});

describe('doors that come later', () => {
  it.each(['/api/v1/duties', '/api/v1/reports', '/api/v1/reports/annual/2016'])('%s says so', async (path) => {
    const { status, body } = await ask<{ code: string; detail: string }>(path, { as: 'drafter' });
    expect([status, body.code]).toEqual([501, 'not-there-yet']);
    expect(body.detail).toContain('later release');
  });
});

interface Item {
  id: string;
  title: string;
  indexNumber: string;
  fields: { name: string; zh: string; value: unknown; valueTitle: { zh: string } | null; files: { name: string; sha256: string; address: string }[] }[];
}

describe('what the public reads', () => {
  it('is what was posted and nothing else of the case', async () => {
    const { id } = await published('关于法律援助的通知', '示司发〔2016〕21号');
    const { status, body } = await ask<Item>(`/api/v1/public/items/${id}`);

    expect(status).toBe(200);
    expect(body.indexNumber).toMatch(/^GK-\d{4}-\d{5}$/);
    expect(body.fields.map(({ name }) => name)).toEqual(['title', 'documentNumber', 'attribute', 'madeOn', 'document']);
    expect(body.fields.find(({ name }) => name === 'attribute')).toMatchObject({ zh: '公开属性', value: 'proactive', valueTitle: { zh: '主动公开' } });
    const everything = JSON.stringify([body, (await ask('/api/v1/public/items?limit=100')).body]);
    for (const hidden of ['解读方案', '内部安排', 'owner', 'drafter', '可以公开']) expect(everything).not.toContain(hidden);
  });

  it('can be downloaded as an attachment, byte for byte', async () => {
    const { id } = await published('附件的通知', '示司发〔2016〕22号');
    const { body } = await ask<Item>(`/api/v1/public/items/${id}`);
    const file = body.fields.find(({ name }) => name === 'document')?.files[0];
    const response = await fetch(`${running.url}${file?.address ?? ''}`);
    const bytes = Buffer.from(await response.arrayBuffer());

    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.sha256);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('附件的通知.pdf')}`);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask(`/api/v1/public/items/${id}/files/interpretationPlan`)).status).toBe(404);
    expect((await ask(`/api/v1/public/items/${id}/files/document/2`)).status).toBe(404);
  });

  it('never holds what is still a draft', async () => {
    const { id } = await submitted('秘密草稿', '示司发〔2016〕23号');
    for (const path of [`/api/v1/public/items/${id}`, `/api/v1/public/items/${id}/files/document`, `/public/items/${id}`]) expect((await ask(path)).status).toBe(404);
    for (const path of ['/api/v1/public/items?q=秘密草稿', '/feed.xml', '/sitemap.xml', '/public/items']) expect(JSON.stringify((await ask(path)).body)).not.toContain(id);
  });

  it('is found by words, document number, type and year', async () => {
    const { id } = await published('关于100%公证办理的通知', '示司发〔2016〕24号');
    const year = new Date().getUTCFullYear();
    const find = async (query: string) => (await ask<{ total: number; items: { id: string }[] }>(`/api/v1/public/items?${query}`)).body;
    expect((await find(`q=${encodeURIComponent('100%公证')}`)).items.map((item) => item.id)).toEqual([id]);
    expect((await find(`q=${encodeURIComponent('〔2016〕24号')}&type=policy-document`)).items.map((item) => item.id)).toEqual([id]);
    expect(await find(`q=${encodeURIComponent('100%公证')}&type=annual-report`)).toMatchObject({ total: 0, items: [] });
    expect((await find(`q=${encodeURIComponent('100_公证')}`)).total).toBe(0);
    expect((await find(`year=${year - 20}`)).total).toBe(0);
    const page = await find('limit=1&offset=1');
    expect(page.items).toHaveLength(1);
    expect(page.total).toBeGreaterThan(1);
    expect((await ask<{ reasons: unknown[] }>('/api/v1/public/items?limit=0&year=x')).body.reasons).toHaveLength(2);
  });

  it('is a page without any script, where document and interpretation lead to each other', async () => {
    const { id } = await published('关于<script>的通知', '示司发〔2016〕25号');
    expect((await ask<string>(`/public/items/${id}`)).body).not.toContain('href="#interpretation"');
    await interpreted(id);
    const { body, headers } = await ask<string>(`/public/items/${id}`);

    expect(body).toContain('<html lang="zh-CN">');
    expect(body).toContain('<h1>关于&lt;script&gt;的通知</h1>');
    expect(body).not.toContain('<script');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'nonce-/);
    expect(body).toContain('<h2 id="document">');
    expect(body).toContain('href="#interpretation"');
    expect(body).toContain('<h2 id="interpretation">');
    expect(body).toContain('href="#document"');
    expect((await ask<string>(`/public/items/${id}?language=en`)).body).toContain('Index number');
    expect((await ask<string>(`/public/items?q=${encodeURIComponent('<script>')}`)).body).toContain(`/public/items/${id}`);
  });

  it.each(['', '/api/v1'])('is in the feed and the sitemap under "%s"', async (prefix) => {
    const { id } = await published(`进入订阅的通知 & ${prefix}`, '示司发〔2016〕26号');
    const feed = await ask<string>(`${prefix}/feed.xml`);
    expect(feed.headers.get('content-type')).toContain('application/atom+xml');
    expect(feed.body).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
    expect(feed.body).toContain(`<title>进入订阅的通知 &amp; ${prefix}</title>`);
    expect(feed.body).toContain(`<id>urn:uuid:${id}</id>`);
    const sitemap = await ask<string>(`${prefix}/sitemap.xml`);
    expect(sitemap.body).toContain(`<loc>http://portal.example/public/items/${id}</loc>`);
  });

  it('is gone everywhere once it is taken down', async () => {
    const { id } = await published('将要撤下的通知', '示司发〔2016〕27号');
    expect((await ask(`/public/items/${id}`)).status).toBe(200);
    await act('office-lead', id, 'take-down', { reason: '内容有误' });
    await eventually(async () => (await ask(`/api/v1/public/items/${id}`)).status === 404);
    expect((await ask(`/api/v1/public/items/${id}/files/document`)).status).toBe(404);
    expect((await ask(`/public/items/${id}`)).status).toBe(404);
    expect((await ask<string>('/feed.xml')).body).not.toContain(id);
    expect((await ask<string>('/sitemap.xml')).body).not.toContain(id);
  });
});
