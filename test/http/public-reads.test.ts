import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Running } from '../../src/app/start.js';
import { eventually } from '../setup/wait.js';
import { act, ask, closeBureau, interpreted, openBureau, published, submitted } from './reading-desk.js';

let running: Running;
beforeAll(async () => {
  running = await openBureau();
});
afterAll(closeBureau);

interface Item {
  id: string;
  title: string;
  indexNumber: string;
  fields: {
    name: string;
    zh: string;
    value: unknown;
    valueTitle: { zh: string } | null;
    files: { name: string; sha256: string; address: string }[];
  }[];
}

describe('what the public reads', () => {
  it('is what was posted and nothing else of the case', async () => {
    const { id } = await published('关于法律援助的通知', '示司发〔2016〕21号');
    const { status, body } = await ask<Item>(`/api/v1/public/items/${id}`);

    expect(status).toBe(200);
    expect(body.indexNumber).toMatch(/^GK-\d{4}-\d{5}$/);
    expect(body.fields.map(({ name }) => name)).toEqual([
      'title',
      'documentNumber',
      'attribute',
      'madeOn',
      'document',
    ]);
    expect(body.fields.find(({ name }) => name === 'attribute')).toMatchObject({
      zh: '公开属性',
      value: 'proactive',
      valueTitle: { zh: '主动公开' },
    });
    const everything = JSON.stringify([body, (await ask('/api/v1/public/items?limit=100')).body]);
    for (const hidden of ['解读方案', '内部安排', 'owner', 'drafter', '可以公开'])
      expect(everything).not.toContain(hidden);
  });

  it('can be downloaded as an attachment, byte for byte', async () => {
    const { id } = await published('附件的通知', '示司发〔2016〕22号');
    const { body } = await ask<Item>(`/api/v1/public/items/${id}`);
    const file = body.fields.find(({ name }) => name === 'document')?.files[0];
    const response = await fetch(`${running.url}${file?.address ?? ''}`);
    const bytes = Buffer.from(await response.arrayBuffer());

    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.sha256);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('附件的通知.pdf')}`,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask(`/api/v1/public/items/${id}/files/interpretationPlan`)).status).toBe(404);
    expect((await ask(`/api/v1/public/items/${id}/files/document/2`)).status).toBe(404);
  });

  it('never holds what is still a draft', async () => {
    const { id } = await submitted('秘密草稿', '示司发〔2016〕23号');
    for (const path of [
      `/api/v1/public/items/${id}`,
      `/api/v1/public/items/${id}/files/document`,
      `/public/items/${id}`,
    ])
      expect((await ask(path)).status).toBe(404);
    for (const path of ['/api/v1/public/items?q=秘密草稿', '/feed.xml', '/sitemap.xml', '/public/items'])
      expect(JSON.stringify((await ask(path)).body)).not.toContain(id);
  });

  it('is found by words, document number, type and year', async () => {
    const { id } = await published('关于100%公证办理的通知', '示司发〔2016〕24号');
    const year = new Date().getUTCFullYear();
    const find = async (query: string) =>
      (await ask<{ total: number; items: { id: string }[] }>(`/api/v1/public/items?${query}`)).body;
    expect((await find(`q=${encodeURIComponent('100%公证')}`)).items.map((item) => item.id)).toEqual([id]);
    expect(
      (await find(`q=${encodeURIComponent('〔2016〕24号')}&type=policy-document`)).items.map(
        (item) => item.id,
      ),
    ).toEqual([id]);
    expect(await find(`q=${encodeURIComponent('100%公证')}&type=annual-report`)).toMatchObject({
      total: 0,
      items: [],
    });
    expect((await find(`q=${encodeURIComponent('100_公证')}`)).total).toBe(0);
    expect((await find(`year=${year - 20}`)).total).toBe(0);
    const page = await find('limit=1&offset=1');
    expect(page.items).toHaveLength(1);
    expect(page.total).toBeGreaterThan(1);
    expect(
      (await ask<{ reasons: unknown[] }>('/api/v1/public/items?limit=0&year=x')).body.reasons,
    ).toHaveLength(2);
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
    const list = (await ask<string>(`/public/items?q=${encodeURIComponent('<script>')}`)).body;
    expect(list).toContain(`/public/items/${id}`);
    expect(list).not.toContain('<script');
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
