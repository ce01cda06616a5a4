import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWechat, type WechatStandIn } from '../effects/publication/wechat-stand-in.js';
import { approved, escalatedTo, makeDue, onChannel, postedAt, send, openWechatDesk } from './channel-desk.js';
import { act, draftFields, stateOf } from './policy-document.js';
import type { RunningService } from './running-service.js';

let service: RunningService;
let wechat: WechatStandIn;
beforeEach(async () => {
  wechat = await startWechat();
  service = await openWechatDesk(wechat);
});
afterEach(async () => {
  await service.end();
  await wechat.close();
});

const submissions = () => wechat.calls.filter((path) => path === 'freepublish/submit').length;

describe('a WeChat official account', () => {
  it('gets a draft, publishes it, and the case counts as posted when the platform says so', async () => {
    const id = await approved(service);
    await service.moveTo('2016-06-29T09:00:00+08:00'); // the platform says 2016-06-29T08:15:00+08:00
    await send(service);
    const view = await onChannel(service, id, 'wechat');

    expect(wechat.calls.slice(0, 4)).toEqual([
      'stable_token',
      'draft/add',
      'freepublish/submit',
      'freepublish/get',
    ]);
    expect(view).toMatchObject({ state: 'confirmed' });
    expect(view.address).toMatch(/^http:\/\/mp\.weixin\.qq\.com\/s\/article-/);
    expect(await stateOf(service, id)).toBe('published');
    expect(await postedAt(service, id)).toBe('2016-06-29T00:15:00.000Z');
  });

  it('shows every public field, escaped, and links to the portal', async () => {
    const title = '关于<b>“A&B”</b>的通知';
    const id = await approved(service, title);
    await send(service);
    const [article] = [...wechat.articles.values()];

    expect(article?.content).toContain('关于&lt;b&gt;“A&amp;B”&lt;/b&gt;的通知');
    expect(article?.content).toContain(draftFields.documentNumber);
    expect(article?.content).not.toContain('解读方案');
    expect(article?.content_source_url).toContain(`http://portal.example/public/items/${id}?posting=`);
  });

  it('is asked again while it publishes, and the case waits', async () => {
    wechat.statuses = [1, 1, 0];
    const id = await approved(service);
    await send(service);
    expect(await onChannel(service, id, 'wechat')).toMatchObject({ state: 'posting' });
    expect(await stateOf(service, id)).toBe('scheduled');
    await makeDue(service, id);
    await send(service);
    await makeDue(service, id);
    await send(service);

    expect(await stateOf(service, id)).toBe('published');
    expect(submissions()).toBe(1);
  });

  it.each([
    [2, '原创声明未通过'],
    [3, '发布失败'],
    [4, '平台审核未通过'],
    [5, '删除'],
    [6, '封禁'],
  ])('that ends in status %i has failed, in words, and people hear of it', async (status, words) => {
    wechat.statuses = [status];
    const id = await approved(service);
    await send(service);

    expect(await onChannel(service, id, 'wechat')).toMatchObject({
      state: 'failed',
      lastError: expect.stringContaining(words) as unknown,
    });
    expect(await escalatedTo(service, id)).toEqual([['office-lead', 'publisher']]);
    expect(await stateOf(service, id)).toBe('scheduled');
  });

  it('gets a new token when the old one has expired, once, and uses it for everything after', async () => {
    const first = await approved(service);
    await send(service);
    wechat.expireToken();
    const second = await approved(service, '第二件');
    await send(service);

    expect(wechat.tokensGiven).toBe(2);
    expect([await stateOf(service, first), await stateOf(service, second)]).toEqual([
      'published',
      'published',
    ]);
  });

  it('that is busy is asked again later', async () => {
    wechat.refuse = [{ path: 'draft/add', errcode: -1 }];
    const id = await approved(service);
    await send(service);
    expect(await onChannel(service, id, 'wechat')).toMatchObject({
      state: 'posting',
      lastError: expect.stringContaining('系统繁忙') as unknown,
    });
    await makeDue(service, id);
    await send(service);

    expect(await stateOf(service, id)).toBe('published');
  });

  it('that may not publish says so in words, with its code', async () => {
    wechat.refuse = [{ path: 'freepublish/submit', errcode: 48001 }];
    const id = await approved(service);
    await send(service);

    expect(await onChannel(service, id, 'wechat')).toMatchObject({
      state: 'failed',
      lastError: expect.stringContaining('48001：公众号没有此接口的权限') as unknown,
    });
  });

  it('whose answer to the submission was lost is not given a second article', async () => {
    wechat.lose = 'freepublish/submit';
    const id = await approved(service);
    await send(service);
    expect(await onChannel(service, id, 'wechat')).toMatchObject({ state: 'posting' });
    await makeDue(service, id);
    await send(service);

    expect(wechat.articles.size).toBe(1);
    expect(submissions()).toBe(1);
    expect(await stateOf(service, id)).toBe('published');
  });

  it('deletes the article when the case is taken down', async () => {
    const id = await approved(service);
    await send(service);
    await act(service, id, 'office-lead', 'take-down', { reason: '内容有误' });
    await service.services.relay.run();
    await send(service);

    expect(wechat.articles.size).toBe(0);
    expect(await stateOf(service, id)).toBe('taken-down');
  });

  it('deletes the draft when the case is returned before it was submitted', async () => {
    wechat.refuse = [{ path: 'freepublish/submit', errcode: 45009 }];
    const id = await approved(service);
    await send(service);
    expect(wechat.drafts.size).toBe(1);
    await act(service, id, 'office-lead', 'return', { reason: '文字有误' });
    await service.services.relay.run();
    await send(service);

    expect(wechat.drafts.size).toBe(0);
    expect(wechat.articles.size).toBe(0);
    expect(await onChannel(service, id, 'wechat')).toMatchObject({ state: 'withdrawn' });
  });
});
