import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Running } from '../../src/app/start.js';
import { ask, closeBureau, openBureau } from '../http/reading-desk.js';
import { eventually } from '../setup/wait.js';
import { approve } from './channel-desk.js';
import { submitted } from './policy-document.js';
import type { RunningService } from './running-service.js';

interface ChannelsBody {
  channels: { channel: string; state: string; confirmedBy: string | null }[];
  reasons?: { detail: string }[];
}
let running: Running;
let id: string;
beforeAll(async () => {
  running = await openBureau();
  const { services } = running;
  const keep: RunningService['keep'] = (caseId, { field, name, text, by }) =>
    services.transactions.run((tx) =>
      services.documents.keep(tx, {
        caseId,
        field,
        name,
        mediaType: 'text/plain',
        by,
        bytes: Buffer.from(text),
      }),
    );
  const desk = { services, pool: services.pool, keep } as RunningService; // its rounds turn by themselves here
  id = await submitted(desk);
  await eventually(() => approve(desk, id).then(() => true)); // once its files are searched
  await eventually(async () => (await channels('drafter')).body.channels.length === 1);
  await running.services.pool.query(
    `insert into channel_posting (case_id, seq, fact, channel, kind, is_required, seals, state, checked_seq)
     select case_id, seq, fact, 'notice-board', 'manual', false, seals, 'queued', checked_seq from channel_posting where case_id = $1 and channel = 'portal'`,
    [id],
  );
});
afterAll(closeBureau);

const channels = (as: string | undefined, path = '', body?: unknown) =>
  ask<ChannelsBody>(`/api/v1/cases/${id}/channels${path}`, {
    ...(as === undefined ? {} : { as }),
    ...(path === '' ? {} : { method: 'POST', body: body ?? {} }),
  });

describe('the doors of the channels', () => {
  it('show where a case stands on each channel to those who work on it', async () => {
    const { status, body } = await channels('drafter');
    expect(status).toBe(200);
    expect(body.channels).toMatchObject([
      { channel: 'portal', state: 'confirmed', zh: '门户网站', nextTryAt: null },
      { channel: 'notice-board', state: 'queued', zh: '公开栏', nextTryAt: null },
    ]);
  });

  it('are closed to strangers, and to roles that neither post nor supervise', async () => {
    expect((await channels(undefined)).status).toBe(401);
    expect((await channels('sysadmin')).status).toBe(403);
    expect((await channels('drafter', '/notice-board/confirm')).status).toBe(403);
    expect((await channels('drafter', '/notice-board/retry')).status).toBe(403);
  });

  it('tell every fault of a confirmation at once', async () => {
    const { status, body } = await channels('office-lead', '/notice-board/confirm', {
      postedAt: '2016-01-01T09:00:00+08:00',
      evidence: ' ',
      commandId: randomUUID(),
    });
    expect(status).toBe(422);
    expect(body.reasons?.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('evidence is missing'),
      expect.stringContaining('before it was approved'),
    ]);
  });

  it('confirm a channel of paper for the office lead, and the same command again changes nothing', async () => {
    const { rows } = await running.services.pool.query<{ at: Date }>('select business_now() as at');
    const confirmation = {
      postedAt: rows[0]?.at.toISOString(),
      evidence: '一楼公开栏照片',
      commandId: randomUUID(),
    };
    const first = await channels('office-lead', '/notice-board/confirm', confirmation);
    const second = await channels('office-lead', '/notice-board/confirm', confirmation);

    expect(first.status).toBe(200);
    expect(first.body.channels[1]).toMatchObject({ state: 'confirmed', evidence: '一楼公开栏照片' });
    expect(second).toMatchObject({ status: 200, body: first.body });
  });

  it('say that there is no such channel, and that nothing failed there', async () => {
    expect((await channels('office-lead', '/radio/retry')).status).toBe(404);
    const { status, body } = await channels('office-lead', '/portal/retry');
    expect(status).toBe(422);
    expect(body.reasons).toMatchObject([
      { detail: expect.stringContaining('nothing failed there') as unknown },
    ]);
  });
});
