import { afterEach, describe, expect, it } from '@jest/globals';
import { allNo } from '../checklist.js';
import { startWechat, type WechatStandIn } from '../effects/publication/wechat-stand-in.js';
import { approved, makeDue, onChannel, openChannelDesk, send, openWechatDesk } from './channel-desk.js';
import { act, stateOf } from './policy-document.js';
import type { RunningService } from './running-service.js';

let service: RunningService;
let wechat: WechatStandIn | undefined;
afterEach(async () => {
  await service.end();
  await wechat?.close();
});

async function correct(id: string, title: string): Promise<void> {
  await act(service, id, 'office-lead', 'correct', { reason: '标题有误' });
  await act(service, id, 'drafter', 'submit-correction', { title });
  await act(service, id, 'reviewer', 'clear-correction', { opinion: '同意', checklist: allNo });
  await act(service, id, 'leader', 'approve-correction');
  await service.services.relay.run();
}
async function titlesOnPortal(id: string): Promise<string[]> {
  const { rows } = await service.pool.query<{ title: string }>(
    `select canonical::jsonb #>> '{}' as title from publication where case_id = $1 and field = 'title' and taken_down_at is null`,
    [id],
  );
  return rows.map(({ title }) => title);
}

describe('a correction', () => {
  it('takes the place of the old text on the portal, and of the old article on WeChat', async () => {
    wechat = await startWechat();
    service = await openWechatDesk(wechat);
    const id = await approved(service, '错误的标题');
    await send(service);
    wechat.lose = 'freepublish/submit'; // even then the old article is not taken for the new one
    await correct(id, '正确的标题');
    await send(service);
    await makeDue(service, id);
    await send(service);

    expect(await stateOf(service, id)).toBe('published');
    expect(await titlesOnPortal(id)).toEqual(['正确的标题']);
    expect([...wechat.articles.values()].map(({ title }) => title)).toEqual(['正确的标题']);
  });

  it('that is held while a channel is awaited leaves the old text where it was', async () => {
    service = await openChannelDesk({ required: ['portal', 'newspaper'] });
    await service.moveTo('2016-06-28T09:00:00+08:00');
    const id = await approved(service, '原来的标题');
    await service.moveTo('2016-06-29T09:00:00+08:00');
    const confirmation = {
      postedAt: '2016-06-29T06:30:00+08:00',
      evidence: '第2版',
      commandId: '0d9a3f6e-2b57-4c7e-9a41-1f0c5b7d9e21',
    };
    const publisher = { kind: 'person' as const, id: 'publisher', roles: [{ role: 'publisher' }] };
    await service.services.confirmByHand.run(id, 'newspaper', confirmation, publisher);
    await correct(id, '改过的标题');
    await act(service, id, 'office-lead', 'hold-correction', { reason: '仍有疑问' });
    await send(service);

    expect(await titlesOnPortal(id)).toEqual(['原来的标题']);
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({ state: 'withdrawn' });
  });
});
