import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWebsite, type WebsiteStandIn } from '../effects/publication/website-stand-in.js';
import { approved, onChannel, send, openWebsiteDesk } from './channel-desk.js';
import { actionsOf, stateOf } from './policy-document.js';
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

const keysSent = () => new Set(website.calls.map(({ headers }) => headers['idempotency-key']));

describe('workers of one posting', () => {
  it('that run at once send it once and report it once', async () => {
    const id = await approved(service);
    await Promise.all(Array.from({ length: 6 }, () => send(service)));

    expect(website.calls).toHaveLength(1);
    expect((await actionsOf(service, id)).filter((action) => action === 'posted')).toHaveLength(1);
  });

  it('of whom one was frozen past its lease send under one key, and it is confirmed once', async () => {
    let letGo: () => void = () => undefined;
    website.hold = new Promise((done) => (letGo = done));
    const id = await approved(service);
    const frozen = service.services.sendToChannels.run();
    while (website.calls.length === 0) await new Promise((done) => setImmediate(done));
    await service.pool.query(
      `update channel_posting set lease_until = clock_timestamp() - interval '1 second'`,
    );
    const second = service.services.sendToChannels.run();
    while (website.calls.length < 2) await new Promise((done) => setImmediate(done));
    letGo();
    await Promise.all([frozen, second]);
    await send(service);

    expect(keysSent().size).toBe(1);
    expect(website.pages.size).toBe(1);
    expect((await actionsOf(service, id)).filter((action) => action === 'posted')).toHaveLength(1);
    expect(await onChannel(service, id, 'website')).toMatchObject({ state: 'confirmed' });
  });

  it('that died after sending are followed by others, and nothing is lost', async () => {
    const id = await approved(service);
    await service.pool.query(
      `update channel_posting set state = 'posting', attempts = 1, fence = 1, lease_until = clock_timestamp() - interval '1 second' where channel = 'website'`,
    );
    await send(service);

    expect(await stateOf(service, id)).toBe('published');
  });
});
