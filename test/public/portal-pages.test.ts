import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, closeBureau, openBureau, published } from '../http/reading-desk.js';
import { eventually } from '../setup/wait.js';
import { headingLevels, linksOf, textOf } from './read-page.js';

let id: string;
let indexNumber: string;
beforeAll(async () => {
  await openBureau();
  id = (await published('关于养老服务的通知', '示司发〔2016〕51号')).id;
  await published('关于人民调解的意见', '示司发〔2016〕52号');
  indexNumber = (await ask<{ indexNumber: string }>(`/api/v1/public/items/${id}`)).body.indexNumber;
  await eventually(async () => (await ask<string>('/public/items')).body.includes('共 2 条'));
}, 120_000);
afterAll(closeBureau);

const page = async (path: string) => (await ask<string>(path)).body;

describe('every page of the portal', () => {
  const paths = () => [
    '/public',
    '/public/items',
    '/public/items?q=%E5%85%BB%E8%80%81',
    `/public/items/${id}`,
    '/public/nowhere',
  ];

  it('has a skip link, one main part, a labelled search, and headings in order', async () => {
    for (const path of paths()) {
      const body = await page(path);
      expect(body).toContain('<a class="skip" href="#main">');
      expect(body.match(/<main id="main"/g)).toHaveLength(1);
      expect(body).toContain('role="search"');
      expect(body).toContain('<label class="hidden" for="q">');
      const levels = headingLevels(body);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    }
  });

  it('has nothing from outside and no link that leads nowhere', async () => {
    const known = new Set<string>();
    for (const path of paths())
      for (const link of linksOf(await page(path))) {
        expect(link).toMatch(/^(\/|#|http:\/\/portal\.example\/)/);
        if (link.startsWith('/')) known.add(link.split('#')[0] ?? '');
      }
    for (const link of known)
      if (!link.includes('nowhere')) expect([link, (await ask(link)).status]).toEqual([link, 200]);
  });

  it('keeps language, large text and high contrast on its links', async () => {
    const body = await page('/public/items?lang=en&text=large&contrast=high');
    expect(body).toContain('<html lang="en" class="large-text high-contrast"');
    const links = linksOf(body).filter((link) => link.startsWith('/public/items/'));
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).toContain('lang=en&text=large&contrast=high');
    expect(body).toContain('<input type="hidden" name="contrast" value="high" />');
  });

  it('is read again from the reader’s own copy until something changes', async () => {
    for (const path of [
      ...paths().slice(0, 4),
      '/feed.xml',
      '/sitemap.xml',
      '/robots.txt',
      `/api/v1/public/items/${id}`,
    ]) {
      const etag = (await ask(path)).headers.get('etag') ?? '';
      expect(etag).not.toBe('');
      const again = await ask(path, { headers: { 'if-none-match': etag } });
      expect([path, again.status, again.body]).toEqual([path, 304, '']);
      expect((await ask(path, { headers: { 'if-none-match': '"older"' } })).status).toBe(200);
    }
  });

  it('says since when it has not changed, once no other change can fall into the same second', async () => {
    const modified = await eventually(async () => {
      const value = (await ask('/public/items')).headers.get('last-modified');
      if (value === null) throw new Error('not yet settled');
      return value;
    });
    expect((await ask('/public/items', { headers: { 'if-modified-since': modified } })).status).toBe(304);
    const earlier = new Date(Date.parse(modified) - 1_000).toUTCString();
    expect((await ask('/public/items', { headers: { 'if-modified-since': earlier } })).status).toBe(200);
  });
});

describe('the home page', () => {
  it('shows the latest, the latest of each type, and how many there are of each topic', async () => {
    const text = textOf(await page('/public'));
    expect(text).toMatch(/最新公开.*关于人民调解的意见.*关于养老服务的通知/);
    expect(text).toMatch(/政策文件及其解读 更多 关于人民调解的意见/);
    expect(text).toMatch(/主题 政策文件 2/);
    expect(text).toMatch(/发文机关 示例市司法局 2/);
  });
});

describe('the catalogue', () => {
  it('marks the words that were searched', async () => {
    expect(await page('/public/items?q=%E5%85%BB%E8%80%81')).toContain('关于<mark>养老</mark>服务的通知');
  });

  it('says what to try when nothing is found', async () => {
    const text = textOf(await page('/public/items?q=%E6%B5%B7%E5%85%B3'));
    expect(text).toContain('没有找到符合条件的信息');
    expect(text).toContain('换用更短或更常用的词');
    expect(text).toContain('依法向本机关申请公开');
  });

  it('tells all that is wrong with its address at once', async () => {
    const { status, body } = await ask<string>('/public/items?year=abc&page=0');
    expect(status).toBe(400);
    expect(body).toContain('year 应为四位年份');
    expect(body).toContain('page 应为不小于 1 的整数');
  });
});

describe('the page of an item', () => {
  it('has every field of the catalogue', async () => {
    const text = textOf(await page(`/public/items/${id}`));
    for (const entry of [
      `索引号 ${indexNumber}`,
      '主题分类 政策文件',
      '发文机关 示例市司法局',
      '体裁分类 政策文件及其解读',
      '文号 示司发〔2016〕51号',
      '成文日期 2016-06-28',
      '有效性 未注明有效期',
      '标题 关于养老服务的通知',
    ])
      expect(text).toContain(entry);
    expect(text).toMatch(/发布日期 \d{4}-\d{2}-\d{2}/);
  });

  it('is reached by its index number too', async () => {
    const { status, body } = await ask<string>(`/public/index/${indexNumber}`);
    expect(status).toBe(200);
    expect(body).toContain('关于养老服务的通知</h1>');
    expect((await ask('/public/index/GK-2016-99999')).status).toBe(404);
  });

  it('is not found under what is no address', async () => {
    for (const path of [
      '/public/items/1',
      '/public/items/..%2f..%2fetc',
      "/public/items/'%20or%201=1",
      '/public/index/%00',
    ])
      expect([404, 400]).toContain((await ask(path)).status);
  });
});

describe('what search engines are told', () => {
  it('leads them to the sitemap and away from answers and from the office', async () => {
    const body = await page('/robots.txt');
    expect(body).toContain('Sitemap: http://portal.example/sitemap.xml');
    expect(body).toContain('Disallow: /api/');
    expect(body).toContain('Disallow: /public/items?*q=');
  });
});
