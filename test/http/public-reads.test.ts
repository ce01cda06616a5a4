import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Running } from '../../src/app/start.js';
import { eventually } from '../setup/wait.js';
import {
  act,
  ask,
  closeBureau,
  interpreted,
  openBureau,
  published,
  settleHits,
  submitted,
} from './reading-desk.js';

let running: Running;
beforeAll(async () => {
  running = await openBureau();
});
afterAll(closeBureau);

interface Item {
  id: string;
  title: string;
  indexNumber: string;
  topicTitle: { zh: string };
  organisation: string;
  fields: {
    name: string;
    zh: string;
    value: unknown;
    valueTitle: { zh: string } | null;
    files: { name: string; sha256: string; address: string }[];
  }[];
}
const q = (words: string) => `q=${encodeURIComponent(words)}`;

describe('what the public reads', () => {
  it('is what was posted and nothing else of the case', async () => {
    const { id } = await published('关于法律援助的通知', '示司发〔2016〕21号');
    const { status, body } = await ask<Item>(`/api/v1/public/items/${id}`);

    expect(status).toBe(200);
    expect(body.indexNumber).toMatch(/^GK-\d{4}-\d{5}$/);
    expect(body).toMatchObject({ topicTitle: { zh: '政策文件' }, organisation: '示例市司法局' });
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

  it('can be downloaded under its own name, with its type, byte for byte', async () => {
    const { id } = await published('附件的通知', '示司发〔2016〕22号');
    const { body } = await ask<Item>(`/api/v1/public/items/${id}`);
    const file = body.fields.find(({ name }) => name === 'document')?.files[0];
    const response = await fetch(`${running.url}${file?.address ?? ''}`);
    const bytes = Buffer.from(await response.arrayBuffer());

    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.sha256);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent('附件的通知.pdf')}`,
    );
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask(`/api/v1/public/items/${id}/files/interpretationPlan`)).status).toBe(404);
    expect((await ask(`/api/v1/public/items/${id}/files/document/2`)).status).toBe(404);
  });

  it('is downloaded in part, from where an earlier download ended', async () => {
    const { id } = await published('大附件的通知', '示司发〔2016〕31号');
    const address = `${running.url}/api/v1/public/items/${id}/files/document`;
    const whole = Buffer.from(await (await fetch(address)).arrayBuffer());
    const part = async (headers: Record<string, string>) => {
      const response = await fetch(address, { headers });
      return {
        status: response.status,
        range: response.headers.get('content-range'),
        text: await response.text(),
      };
    };

    expect(await part({ range: 'bytes=5-' })).toEqual({
      status: 206,
      range: `bytes 5-${whole.length - 1}/${whole.length}`,
      text: whole.subarray(5).toString(),
    });
    expect(await part({ range: `bytes=${whole.length}-` })).toMatchObject({ status: 416, text: '' });
    expect(await part({ range: 'bytes=5-', 'if-range': '"another"' })).toMatchObject({
      status: 200,
      text: whole.toString(),
    });
  });

  it('never holds what is still a draft', async () => {
    const { id } = await submitted('秘密草稿', '示司发〔2016〕23号');
    for (const path of [
      `/api/v1/public/items/${id}`,
      `/api/v1/public/items/${id}/files/document`,
      `/public/items/${id}`,
    ])
      expect((await ask(path)).status).toBe(404);
    for (const path of [
      `/api/v1/public/items?${q('秘密草稿')}`,
      '/feed.xml',
      '/sitemap.xml',
      '/public',
      '/public/items',
    ])
      expect(JSON.stringify((await ask(path)).body)).not.toContain(id);
  });

  it('is found by words of two characters, document number, topic, type, agency and year', async () => {
    const { id } = await published('关于公证办理的通知', '示司发〔2016〕24号');
    const year = new Date().getUTCFullYear();
    const find = async (query: string) =>
      (await ask<{ total: number; items: { id: string }[] }>(`/api/v1/public/items?${query}`)).body;
    const found = async (query: string) => (await find(query)).items.map((item) => item.id);

    expect(await found(q('公证'))).toEqual([id]);
    expect(await found(q('证'))).toEqual([id]);
    expect(await found(`${q('办理 公证')}&topic=policies&year=${year}`)).toEqual([id]);
    expect(await found(`${q('〔2016〕24号')}&type=policy-document`)).toEqual([id]);
    expect(await found(`${q('2016 24号')}&organisation=${encodeURIComponent('示例市司法局')}`)).toEqual([id]);
    expect(await find(`${q('公证')}&type=annual-report`)).toMatchObject({ total: 0, items: [] });
    expect((await find(q('证公'))).total).toBe(0);
    expect((await find(`year=${year - 20}`)).total).toBe(0);
    expect((await find('organisation=others')).total).toBe(0);
    const page = await find('limit=1&offset=1');
    expect(page.items).toHaveLength(1);
    await eventually(async () => (await find('limit=1')).total > 1);
    expect(
      (await ask<{ reasons: unknown[] }>('/api/v1/public/items?limit=0&year=x')).body.reasons,
    ).toHaveLength(2);
  });

  it('is a page without any script, where document and interpretation lead to each other', async () => {
    const { id } = await published('关于<script>的通知', '示司发〔2016〕25号');
    expect((await ask<string>(`/public/items/${id}`)).body).not.toContain('href="#interpretation"');
    await interpreted(id);
    const { body, headers } = await ask<string>(`/public/items/${id}`);

    expect(body).toContain('<html lang="zh-CN"');
    expect(body).toContain('关于&lt;script&gt;的通知</h1>');
    expect(body).not.toContain('<script');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/);
    expect(body).toContain('<h2 id="document">');
    expect(body).toContain('href="#interpretation"');
    expect(body).toContain('<h2 id="interpretation">');
    expect(body).toContain('href="#document"');
    expect((await ask<string>(`/public/items/${id}?lang=en`)).body).toContain('Index number');
    const list = (await ask<string>(`/public/items?${q('<script>')}`)).body;
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
    expect((await ask<string>(`${prefix}/feed.xml?type=annual-report`)).body).not.toContain(id);
    const sitemap = await ask<string>(`${prefix}/sitemap.xml`);
    expect(sitemap.body).toContain(`<loc>http://portal.example/public/items/${id}</loc>`);
  });

  it('leaves a notice with date and reason in its place once it is taken down, and no word of its own', async () => {
    const { id } = await published('将要撤下的通知', '示司发〔2016〕27号');
    const { body } = await ask<Item>(`/api/v1/public/items/${id}`);
    expect((await ask(`/public/items/${id}`)).status).toBe(200);
    await act('office-lead', id, 'take-down', { reason: '内容有误，将重新发布' });
    await eventually(async () => (await ask(`/api/v1/public/items/${id}`)).status === 410);

    const notice = await ask<string>(`/public/items/${id}`);
    expect(notice.status).toBe(200);
    for (const words of ['撤下说明', '内容有误，将重新发布', body.indexNumber, 'noindex'])
      expect(notice.body).toContain(words);
    expect(notice.body).not.toContain('将要撤下的通知');
    const file = await ask<{ code: string; reason: string }>(`/api/v1/public/items/${id}/files/document`);
    expect(file).toMatchObject({ status: 410, body: { code: 'taken-down', reason: '内容有误，将重新发布' } });
    const followed = await ask<string>(`/api/v1/public/items/${id}/files/document`, {
      headers: { accept: 'text/html' },
    });
    expect(followed.status).toBe(410);
    expect(followed.body).toContain('撤下说明');
    for (const path of [
      '/feed.xml',
      '/sitemap.xml',
      '/public',
      '/public/items',
      `/public/items?${q('将要撤下')}`,
    ])
      expect((await ask<string>(path)).body).not.toContain(id);
  });

  it('tells of a correction when and what, and gives the earlier text and file to nobody', async () => {
    const { id } = await published('错字的通知', '示司发〔2016〕28号');
    const before = (await ask<Item>(`/api/v1/public/items/${id}`)).body;
    await act('office-lead', id, 'correct', { reason: '标题有误' });
    await act('drafter', id, 'submit-correction', { title: '改正的通知' });
    expect((await ask<Item>(`/api/v1/public/items/${id}`)).body.title).toBe('错字的通知');
    const { allNo } = await import('../checklist.js');
    await settleHits(id);
    await act('reviewer', id, 'clear-correction', { opinion: '可以', checklist: allNo });
    await act('director', id, 'approve-correction');
    await eventually(async () => (await ask<Item>(`/api/v1/public/items/${id}`)).body.title === '改正的通知');

    const page = (await ask<string>(`/public/items/${id}`)).body;
    expect(page).toContain('更正说明');
    expect(page).toMatch(/\d{4}-\d{2}-\d{2} 更正了：标题。/);
    expect(page).not.toContain('错字的通知</h1>');
    expect((await ask(`/api/v1/public/items?${q('错字')}`)).body).toMatchObject({ total: 1 }); // its file still bears the name
    expect((await ask<Item>(`/api/v1/public/items/${id}`)).body.indexNumber).toBe(before.indexNumber);
  });
});
