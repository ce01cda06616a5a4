import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RequestFault } from '../../src/platform/faults.js';
import { allNo } from '../checklist.js';
import {
  approve,
  approved,
  escalatedTo,
  onChannel,
  onPortal,
  openChannelDesk,
  postedAt,
  send,
  submittedWith,
} from './channel-desk.js';
import { act, actionsOf, published, refusal, stateOf, submitted, verifyCase } from './policy-document.js';
import { actorCalled, runService, type RunningService } from './running-service.js';

let service: RunningService;
afterEach(() => service.end());

const confirm = (id: string, channel: string, postedOn: string, evidence: string, commandId = randomUUID()) =>
  service.services.confirmByHand.run(
    id,
    channel,
    { postedAt: new Date(postedOn).toISOString(), evidence, commandId },
    actorCalled('publisher'),
  );
const faultsOf = async (work: Promise<unknown>): Promise<readonly string[]> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof RequestFault) return error.faults;
  throw error instanceof Error ? error : new Error('it was accepted');
};

describe('a case that needs the portal alone', () => {
  beforeEach(async () => {
    service = await runService();
    await service.moveTo('2016-06-28T09:00:00+08:00');
  });

  it('is posted, confirmed and reported in one transaction, by the portal’s own clock', async () => {
    const id = await published(service);
    const portal = await onChannel(service, id, 'portal');

    expect(await stateOf(service, id)).toBe('published');
    expect(portal).toMatchObject({ state: 'confirmed', isRequired: true });
    expect(portal.postedAt?.toISOString()).toBe(await postedAt(service, id));
    expect(await verifyCase(service, id)).toEqual({ ok: true });
  });

  it('is posted once when the effect runs again after its process died', async () => {
    const id = await published(service);
    await service.pool.query(
      `update outbox set state = 'pending', run_at = clock_timestamp() where case_id = $1 and effect = 'publish'`,
      [id],
    );
    await service.services.relay.run();

    expect((await actionsOf(service, id)).filter((action) => action === 'posted')).toHaveLength(1);
    expect(await service.services.readChannels.run(id)).toHaveLength(1);
  });

  it('is taken down from it with the reason', async () => {
    const id = await published(service);
    await act(service, id, 'office-lead', 'take-down', { reason: '数字有误' });
    await service.services.relay.run();

    expect(await onPortal(service, id)).toEqual([]);
    expect(await onChannel(service, id, 'portal')).toMatchObject({
      state: 'withdrawn',
      lastError: '数字有误',
    });
    expect((await actionsOf(service, id)).at(-1)).toBe('removed');
  });

  it('may name further channels, and those of them that people serve are asked of the publisher', async () => {
    const id = await submittedWith(service, { channels: ['newspaper'] });
    await approve(service, id);

    expect(await stateOf(service, id)).toBe('published'); // nobody has to wait for what is only added
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({ state: 'queued', isRequired: false });
    expect(await service.services.readChannels.run(id)).toHaveLength(2);
    await confirm(id, 'newspaper', '2016-06-28T09:00:00+08:00', '明水日报 2 版');
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({ state: 'confirmed' });
  });

  it('tells people when it names a channel that the bureau has not switched on', async () => {
    const id = await submittedWith(service, { channels: ['wechat'] });
    await approve(service, id);

    expect(await onChannel(service, id, 'wechat')).toMatchObject({ state: 'failed' });
    expect(await escalatedTo(service, id)).toEqual([['office-lead', 'publisher']]);
  });
});

describe('a case that needs the newspaper as well', () => {
  let id: string;
  beforeEach(async () => {
    service = await openChannelDesk({ required: ['portal', 'newspaper'] });
    await service.moveTo('2016-06-28T09:00:00+08:00');
    id = await approved(service);
    await service.moveTo('2016-06-29T10:00:00+08:00');
  });

  it('does not count as posted while the newspaper has not confirmed', async () => {
    await send(service);

    expect(await stateOf(service, id)).toBe('scheduled');
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({ state: 'queued', isRequired: true });
  });

  it('counts as posted from the time of the last required channel, not from the confirmation', async () => {
    await confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '明水日报 2016年6月29日 第2版');

    expect(await stateOf(service, id)).toBe('published');
    expect(await postedAt(service, id)).toBe('2016-06-28T22:30:00.000Z');
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({
      state: 'confirmed',
      confirmedBy: 'publisher',
      evidence: '明水日报 2016年6月29日 第2版',
    });
  });

  it('is confirmed once by a command that comes twice', async () => {
    const commandId = randomUUID();
    await confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '第2版', commandId);
    await confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '第2版', commandId);

    expect((await actionsOf(service, id)).filter((action) => action === 'posted')).toHaveLength(1);
  });

  it('is confirmed by nobody for a time to come, before its approval, nor twice', async () => {
    expect(await faultsOf(confirm(id, 'newspaper', '2016-06-30T06:30:00+08:00', '第2版'))).toEqual([
      expect.stringContaining('it lies in the future'),
    ]);
    expect(await faultsOf(confirm(id, 'newspaper', '2016-06-27T06:30:00+08:00', ' '))).toEqual([
      expect.stringContaining('evidence is missing'),
      expect.stringContaining('before it was approved'),
    ]);
    await confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '第2版');
    expect(await faultsOf(confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '第2版'))).toEqual([
      expect.stringContaining('nothing waits to be confirmed'),
    ]);
    expect(await faultsOf(confirm(id, 'portal', '2016-06-29T06:30:00+08:00', '第2版'))).toEqual([
      expect.stringContaining('confirms by itself'),
    ]);
  });

  it('cannot be reported by a person past the channels', async () => {
    expect(await refusal(act(service, id, 'publisher', 'posted', { evidence: '已发布' }))).toEqual([
      'wrong-role',
    ]);
  });

  it('leaves the portal at once when it is returned, and the newspaper is not asked any more', async () => {
    await act(service, id, 'office-lead', 'return', { reason: '文字有误' });
    await service.services.relay.run();

    expect(await onPortal(service, id)).toEqual([]);
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({ state: 'withdrawn' });
    expect(await faultsOf(confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '第2版'))).toHaveLength(1);
  });

  it('is posted anew after a return, under its new approval', async () => {
    await act(service, id, 'office-lead', 'return', { reason: '文字有误' });
    await service.services.relay.run();
    await act(service, id, 'drafter', 'submit', { title: '改正后的标题' });
    await act(service, id, 'section-head', 'agree', { opinion: '同意送审' });
    await approve(service, id);
    await service.moveTo('2016-06-30T10:00:00+08:00');
    await confirm(id, 'newspaper', '2016-06-30T06:30:00+08:00', '第3版');

    expect(await stateOf(service, id)).toBe('published');
    expect(await onPortal(service, id)).toContain('title');
    expect(await postedAt(service, id)).toBe('2016-06-29T22:30:00.000Z');
  });

  it('is removed only when a person says that the newspaper has taken it back', async () => {
    await confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '第2版');
    await act(service, id, 'office-lead', 'take-down', { reason: '内容有误' });
    await service.services.relay.run();
    expect(await stateOf(service, id)).toBe('taking-down');
    await confirm(id, 'newspaper', '2016-06-29T10:00:00+08:00', '更正启事，第2版');

    expect(await stateOf(service, id)).toBe('taken-down');
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({
      state: 'withdrawn',
      evidence: '第2版；更正启事，第2版',
    });
  });
});

describe('an interpretation that is held while it waits for its channels', () => {
  it('leaves the portal, and the document stays', async () => {
    service = await openChannelDesk({ required: ['portal', 'newspaper'] });
    await service.moveTo('2016-06-28T09:00:00+08:00');
    const id = await approved(service);
    await service.moveTo('2016-06-29T10:00:00+08:00');
    await confirm(id, 'newspaper', '2016-06-29T06:30:00+08:00', '第2版');
    const interpretation = await service.keep(id, {
      field: 'interpretation',
      name: '解读.txt',
      text: '问答',
      by: 'drafter',
    });
    await act(service, id, 'drafter', 'submit-interpretation', {
      interpretation,
      directorParticipation: '局长审定',
    });
    await act(service, id, 'reviewer', 'clear-interpretation', { opinion: '同意', checklist: allNo });
    await service.services.relay.run();
    expect(await onPortal(service, id)).toContain('interpretation');
    await act(service, id, 'office-lead', 'hold-interpretation', { reason: '数据待核' });
    await send(service);

    expect(await onPortal(service, id)).not.toContain('interpretation');
    expect(await onPortal(service, id)).toContain('document');
    expect(await onChannel(service, id, 'newspaper')).toMatchObject({ state: 'withdrawn' });
  });
});

describe('the settings of a bureau', () => {
  it('must switch on every channel that a definition requires', async () => {
    service = await runService();
    await expect(openChannelDesk({ required: ['portal', 'website'] })).rejects.toThrow(
      'policy-document/1.yaml requires the channel website: set WEBSITE_WEBHOOK_URL, WEBSITE_WEBHOOK_SECRET',
    );
  });

  it('leave optional channels alone that are not switched on', async () => {
    service = await openChannelDesk({ required: ['portal'], optional: ['website', 'wechat', 'newspaper'] });
    await service.moveTo('2016-06-28T09:00:00+08:00');
    const id = await submitted(service);
    await approve(service, id);

    expect((await service.services.readChannels.run(id)).map(({ channel }) => channel)).toEqual(['portal']);
  });
});
