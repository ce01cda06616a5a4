import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually } from '../setup/wait.js';
import { openOffice, type Office } from './office.js';
import { linksOf } from './read-page.js';

/** Words that nothing else in the product says; each stands in another part of drafts that are not public. */
const inTitle = '金丝雀鸣于清晨';
const inField = '金丝雀栖于枝头';
const inFile = '金丝雀衔来密信';
const inLatin = 'zzcanaryqq';
const canaries = [inTitle, inField, inFile, inLatin];

let office: Office;
let pool: pg.Pool;
let draftId: string;

beforeAll(async () => {
  office = await openOffice();
  pool = new pg.Pool({ connectionString: office.databaseUrl, max: 2 });
  const fields = {
    title: `${inTitle}${inLatin}`,
    documentNumber: '示司发〔2016〕77号',
    madeOn: '2016-06-28',
    attribute: 'proactive',
    summary: `${inField} ${inLatin}`,
  };
  const body = { type: 'policy-document', fields, commandId: randomUUID() };
  const opened = await office.ask('/api/v1/cases', { as: 'drafter', body });
  draftId = (JSON.parse(opened.text) as { id: string }).id;
  await office.upload(draftId, 'document', `${inFile}.txt`, `${inFile} ${inLatin}\n`);
  await office.upload(draftId, 'interpretationPlan', '方案.txt', `${inFile}，解读提纲。\n`);
  await office.act('drafter', draftId, 'submit');
  await office.act('section-head', draftId, 'agree', { opinion: '同意送审' });
  await office.act('reviewer', draftId, 'return', { reason: '请修改后再送' });
}, 180_000);
afterAll(async () => {
  await pool.end();
  await office.close();
});

function expectNoCanary(where: string, text: string): void {
  for (const canary of canaries) if (text.includes(canary)) throw new Error(`${where} tells of "${canary}"`);
}

async function read(path: string, accept = '*/*'): Promise<string> {
  const { status, headers, text } = await office.ask(path, { accept });
  return JSON.stringify([status, [...headers], text]);
}

describe('a phrase in a draft', () => {
  it('is there for whoever works on it', async () => {
    const { text } = await office.ask(`/api/v1/cases/${draftId}`, { as: 'drafter' });
    for (const canary of canaries) expect(text).toContain(canary);
  });

  it('is in no public page, and in none that one leads to', async () => {
    const seen = new Set<string>();
    const open = [
      '/public',
      '/public/items',
      `/public/items/${draftId}`,
      '/public/nowhere',
      '/public/index/GK-2016-00001',
    ];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const { text } = await office.ask(path, { accept: 'text/html' });
      expectNoCanary(path, text);
      const links = linksOf(text).map(
        (link) => link.replace('http://portal.example', '').split('#')[0] ?? '',
      );
      open.push(...links.filter((link) => link.startsWith('/') && !seen.has(link)));
    }
    expect(seen.size).toBeGreaterThan(10);
  });

  it('is in no feed, sitemap, list or description of the interface', async () => {
    const paths = [
      '/feed.xml',
      '/sitemap.xml',
      '/robots.txt',
      '/api/v1/public/items?limit=100',
      '/api/openapi.json',
    ];
    for (const path of paths) expectNoCanary(path, await read(path));
  });

  it.each(canaries)(
    'is found by no search for %s, which answers as if nobody had written it',
    async (canary) => {
      const found = await office.ask(`/api/v1/public/items?q=${encodeURIComponent(canary)}`);
      expect(JSON.parse(found.text)).toMatchObject({ total: 0, items: [] });
      const answerTo = async (words: string) => {
        const { status, text } = await office.ask(`/public/items?q=${encodeURIComponent(words)}`);
        const asked = new URLSearchParams({ q: words }).toString();
        return [status, text.replaceAll(asked, '…').replaceAll(words, '…')];
      };
      expect(await answerTo(canary)).toEqual(await answerTo('子虚乌有之语句'));
    },
  );

  it('is in no answer to whoever has not signed in, whatever they ask of the draft', async () => {
    const { rows } = await pool.query<{ id: string; sha256: string }>(
      'select id, sha256 from document where case_id = $1',
      [draftId],
    );
    const files = `/api/v1/public/items/${draftId}/files`;
    const paths = rows.flatMap(({ id, sha256 }) => [
      `/api/v1/cases/${draftId}/documents/${id}/content`,
      `${files}/${sha256}`,
    ]);
    for (const field of ['document', 'interpretationPlan', 'title', 'summary'])
      paths.push(`${files}/${field}`, `${files}/${field}/1`);
    for (const part of ['', '/timeline', '/clocks', '/audit', '/documents', '/channels'])
      paths.push(`/api/v1/cases/${draftId}${part}`);
    for (const path of [...paths, `/api/v1/public/items/${draftId}`, '/api/v1/worklist']) {
      expect([401, 403, 404]).toContain((await office.ask(path)).status);
      expectNoCanary(path, await read(path));
      expectNoCanary(path, await read(path, 'text/html'));
    }
  });

  it('is in no mail', async () => {
    const mails = await eventually(async () => {
      const { rows } = await pool.query<{ text: string }>(
        `select concat_ws(' ', subject, text, html, headers) as text from mail
         union all select concat_ws(' ', subject, text, html, headers) from mailbox_message`,
      );
      if (rows.length === 0) throw new Error('no mail has been made yet');
      return rows;
    });
    for (const { text } of mails) expectNoCanary('a mail', text);
  });

  it('is in no effect, no job, and nothing that is kept of them', async () => {
    const { rows } = await pool.query<{ place: string }>(
      `select format('%I.%I', table_schema, table_name) as place from information_schema.tables where table_type = 'BASE TABLE'
       and (table_schema = 'bullmq' or table_name in ('outbox', 'channel_posting', 'portal_item', 'publication', 'timer'))`,
    );
    expect(rows.length).toBeGreaterThan(4);
    for (const { place } of rows) {
      const dump = await pool.query<{ text: string }>(
        `select to_jsonb(kept)::text as text from ${place} kept`,
      );
      for (const { text } of dump.rows) expectNoCanary(place, text);
    }
  });

  it('is in no metric and no health page', async () => {
    for (const path of ['/metrics', '/health/live', '/health/ready']) {
      expectNoCanary(path, await read(path));
      expectNoCanary(path, (await office.ask(path, { as: 'sysadmin' })).text);
    }
  });

  it('is in no line of the log, at its most talkative, though it was searched for', async () => {
    await office.ask(`/public/items?q=${encodeURIComponent(inTitle)}`);
    await office.ask('/api/v1/public/items?limit=0');
    await eventually(() => office.log().includes('/public/items'));
    const log = office.log();
    expect(log).toContain(`/api/v1/cases/${draftId}/actions`);
    expectNoCanary('the log', log);
    for (const canary of canaries) expect(log).not.toContain(encodeURIComponent(canary));
  });
});
