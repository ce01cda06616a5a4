import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signatureOf } from '../../src/effects/publication/website-channel.js';
import { startWebsite, type WebsiteStandIn } from '../effects/publication/website-stand-in.js';
import {
  approved,
  escalatedTo,
  makeDue,
  onChannel,
  onPortal,
  openChannelDesk,
  postedAt,
  send,
  websiteSecret,
  openWebsiteDesk,
} from './channel-desk.js';
import { act, actionsOf, draftFields, stateOf, verifyCase } from './policy-document.js';
import type { RunningService } from './running-service.js';

let service: RunningService;
let website: WebsiteStandIn;
beforeEach(async () => {
  website = await startWebsite();
  service = await openWebsiteDesk(website);
});
afterEach(async () => {
  await service.end();
  await website.close();
});

const retry = (id: string) => service.services.retryPosting.run(id, 'website');
const keysSent = () => new Set(website.calls.map(({ headers }) => headers['idempotency-key']));

describe('a website that takes postings by webhook', () => {
  it('is given exactly the cleared fields, their seals and where the files are', async () => {
    const id = await approved(service);
    await send(service);
    const [call] = website.calls;
    const { rows } = await service.pool.query<{ seals: Record<string, string> }>(
      'select seals from finding where case_id = $1',
      [id],
    );

    expect(call?.body).toMatchObject({ kind: 'post', caseId: id, title: draftFields.title });
    expect(call?.body.fields?.map(({ name }) => name)).toEqual([
      'attribute',
      'documentNumber',
      'madeOn',
      'title',
    ]);
    expect(rows[0]?.seals).toMatchObject(call?.body.seals ?? { none: '' });
    expect(call?.body.files).toMatchObject([
      { field: 'document', url: `http://portal.example/api/v1/public/items/${id}/files/document` },
    ]);
  });

  it('can prove by the signature that the posting is ours and fresh', async () => {
    await approved(service);
    await send(service);
    const [call] = website.calls;
    const timestamp = String(call?.headers['x-gongkai-timestamp']);

    expect(call?.headers['x-gongkai-signature']).toBe(
      signatureOf(websiteSecret, timestamp, call?.text ?? ''),
    );
    expect(timestamp).toMatch(/^\d{10}$/);
  });

  it('has confirmed when its page can be fetched and shows the item, and not before', async () => {
    website.isPrompt = false;
    const id = await approved(service);
    await send(service);
    expect(await onChannel(service, id, 'website')).toMatchObject({
      state: 'posting',
      lastError: expect.stringContaining('404') as unknown,
    });
    expect(await stateOf(service, id)).toBe('scheduled');
    website.pages.set(`/zwgk/${id}.html`, '别的标题');
    await makeDue(service, id);
    await send(service);
    expect(await stateOf(service, id)).toBe('scheduled');
    website.pages.set(`/zwgk/${id}.html`, draftFields.title);
    await makeDue(service, id);
    await send(service);

    expect(await stateOf(service, id)).toBe('published');
    expect(website.calls).toHaveLength(1); // it was handed over once and then only looked at
    expect(await verifyCase(service, id)).toEqual({ ok: true });
  });

  it('counts from the time that it says itself', async () => {
    website.isPrompt = false;
    const id = await approved(service);
    website.postedAt = '2016-06-28T11:20:00+08:00';
    await service.moveTo('2016-06-29T09:00:00+08:00');
    await send(service);
    website.pages.set(`/zwgk/${id}.html`, draftFields.title);
    await service.moveTo('2016-06-30T09:00:00+08:00');
    await makeDue(service, id);
    await send(service);

    expect(await postedAt(service, id)).toBe('2016-06-28T03:20:00.000Z');
  });

  it('is not believed when it says a time to come', async () => {
    const id = await approved(service);
    website.postedAt = '2016-07-28T11:20:00+08:00';
    await send(service);

    expect(await stateOf(service, id)).toBe('published');
    expect(await postedAt(service, id)).toMatch(/^2016-06-28T01:0/);
  });

  it('that is busy gets the same posting again under the same key, later each time', async () => {
    website.next = [{ status: 503 }, { status: 409 }, { status: 429 }];
    const id = await approved(service);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await send(service);
      await makeDue(service, id);
    }

    expect(website.calls).toHaveLength(4);
    expect(keysSent().size).toBe(1);
    expect(new Set(website.calls.map(({ text }) => text)).size).toBe(1);
    await send(service);
    expect(await stateOf(service, id)).toBe('published');
  });

  it('that refuses is not asked again by itself; the office lead hears of it, and a person can send it again', async () => {
    website.next = [{ status: 403 }];
    const id = await approved(service);
    await send(service);
    await makeDue(service, id);
    await send(service);
    expect(website.calls).toHaveLength(1);
    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'failed', nextTryAt: null });
    expect(await escalatedTo(service, id)).toEqual([['office-lead', 'publisher']]);
    await retry(id);
    await send(service);

    expect(await stateOf(service, id)).toBe('published');
    expect(keysSent().size).toBe(1);
  });

  it('that never answers is given up after three days, and the mail about it reaches the office lead', async () => {
    website.next = [{ status: 500 }];
    const id = await approved(service);
    await service.pool.query(`update channel_posting set attempts = 75 where channel = 'website'`);
    await send(service);
    await service.services.gatherNotices.run();
    const { rows } = await service.pool.query(
      `select from mail m join mail_item i on i.mail_id = m.id join outbox o on o.id = i.outbox_id where o.payload ? 'posting' and m.recipient_id = 'office-lead'`,
    );

    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'failed' });
    expect(rows).toHaveLength(1);
  });

  it.each([
    ['a redirect', { status: 302, headers: { location: 'file:///etc/passwd' } }],
    ['an address on another site', { status: 200, body: '{"address":"http://169.254.169.254/latest"}' }],
  ])('leads us nowhere by %s', async (_name, answer) => {
    website.next = [answer];
    const id = await approved(service);
    await send(service);

    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'failed', address: null });
    expect(await stateOf(service, id)).toBe('scheduled');
  });

  it('is not written to when it has a private address that nobody allowed', async () => {
    await service.end();
    service = await openChannelDesk(
      { required: ['portal', 'website'] },
      {
        WEBSITE_WEBHOOK_URL: website.url,
        WEBSITE_WEBHOOK_SECRET: websiteSecret,
        CHANNEL_PRIVATE_ADDRESSES: 'refused',
      },
    );
    await service.moveTo('2016-06-28T09:00:00+08:00');
    const id = await approved(service);
    await send(service);

    expect(website.calls).toEqual([]);
    expect(await onChannel(service, id, 'website')).toMatchObject({
      state: 'failed',
      lastError: expect.stringContaining('private address') as unknown,
    });
  });
});

describe('a case that is returned while its website is awaited', () => {
  it('is not sent when nothing was sent yet', async () => {
    const id = await approved(service);
    await act(service, id, 'office-lead', 'return', { reason: '文字有误' });
    await send(service);

    expect(website.calls).toEqual([]);
    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'withdrawn' });
    expect(await onPortal(service, id)).toEqual([]);
  });

  it('is taken down where it may have arrived', async () => {
    website.isPrompt = false;
    const id = await approved(service);
    await send(service);
    await act(service, id, 'office-lead', 'return', { reason: '文字有误' });
    await service.services.relay.run();
    await send(service);

    expect(website.calls.map(({ body }) => body.kind)).toEqual(['post', 'take-down']);
    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'withdrawn' });
    expect(await stateOf(service, id)).toBe('draft');
  });

  it('is taken down when the return came while the website was answering', async () => {
    let letGo: () => void = () => undefined;
    website.hold = new Promise((done) => (letGo = done));
    const id = await approved(service);
    const sending = send(service);
    while (website.calls.length === 0) await new Promise((done) => setImmediate(done));
    await act(service, id, 'office-lead', 'return', { reason: '文字有误' });
    await service.services.relay.run();
    letGo();
    await sending;
    await send(service);

    expect(website.pages.size).toBe(0);
    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'withdrawn' });
    expect(await actionsOf(service, id)).not.toContain('posted');
  });

  it('is not sent when its clearance was taken back, and people hear of it', async () => {
    const id = await approved(service);
    await service.pool.query(
      `update case_file set file = jsonb_set(file, '{findings}', file -> 'findings' || jsonb_build_array(jsonb_set(file #> '{findings,-1}', '{outcome}', '"withheld"'))) where case_id = $1`,
      [id],
    );
    await send(service);

    expect(website.calls).toEqual([]);
    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'withdrawn' });
    expect(await escalatedTo(service, id)).toHaveLength(1);
  });
});

describe('a posted case that is taken down', () => {
  it('is removed when the website has removed it', async () => {
    const id = await approved(service);
    await send(service);
    await act(service, id, 'office-lead', 'take-down', { reason: '内容有误' });
    await service.services.relay.run();
    expect(await stateOf(service, id)).toBe('taking-down');
    website.next = [{ status: 503 }];
    await send(service);
    expect(await stateOf(service, id)).toBe('taking-down');
    await makeDue(service, id);
    await send(service);

    expect(website.pages.size).toBe(0);
    expect(await stateOf(service, id)).toBe('taken-down');
  });
});
