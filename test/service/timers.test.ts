import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Readiness } from '../../src/app/readiness.js';
import { Workers } from '../../src/app/workers.js';
import { GuardClock } from '../../src/timers/guard-clock.js';
import { describeOnEachStore } from '../setup/stores.js';
import { eventually } from '../setup/wait.js';
import { fireAtOf, openCatalogue, shifted } from './catalogue.js';
import { act, actionsOf, verifyCase } from './policy-document.js';
import { runService, type RunningService } from './running-service.js';
import { startInbox, type SmtpInbox } from './smtp-inbox.js';

const openingInstant = '2016-06-28T09:00:00+08:00';

interface TimerRow {
  state: string;
  firedBy: string | null;
}
async function timerOf(
  { pool }: RunningService,
  caseId: string,
  alarm: string,
): Promise<TimerRow | undefined> {
  const text = `select state, fired_by as "firedBy" from timer where case_id = $1 and clock || '/' || rung = $2 order by armed_seq desc limit 1`;
  return (await pool.query<TimerRow>(text, [caseId, alarm])).rows[0];
}

describeOnEachStore('a due alarm', (store) => {
  let service: RunningService;
  let inbox: SmtpInbox;
  let workers: Workers;
  beforeEach(async () => {
    await store.clear();
    service = await runService(store.redisUrl === undefined ? {} : { REDIS_URL: store.redisUrl });
    inbox = await startInbox();
    await service.moveTo(openingInstant);
    workers = new Workers(service.services, new Readiness(), service.databaseUrl, inbox.url);
  });
  afterEach(async () => {
    await workers.stop();
    await inbox.close();
    await service.end();
  });

  it('is fired by the wake-up of its instant', async () => {
    const id = await openCatalogue(service);
    workers.start();
    const firedBy: unknown[] = [];
    for (const alarm of ['proactive/remind-0', 'proactive/remind-1', 'proactive/breach']) {
      await service.moveTo(shifted(await fireAtOf(service, id, alarm), -4_000)); // the feed looks every two seconds
      await eventually(async () => (await timerOf(service, id, alarm))?.state === 'fired');
      firedBy.push((await timerOf(service, id, alarm))?.firedBy);
      if (firedBy.includes('queue')) break; // on a busy machine the sweeper may come first, which is what it is for
    }
    expect(firedBy).toContain('queue');
  });

  it('is fired by the sweeper when the queue has lost everything', async () => {
    const id = await openCatalogue(service);
    const alarm = 'proactive/breach';
    const fireAt = await fireAtOf(service, id, alarm);
    workers.start();
    await service.moveTo(shifted(fireAt, -6_000));
    await eventually(async () => {
      await emptyQueue();
      return (await timerOf(service, id, alarm))?.state === 'fired';
    });

    expect((await timerOf(service, id, alarm))?.firedBy).toBe('sweep');
  });

  async function emptyQueue(): Promise<void> {
    if (store.kind === 'redis') await store.clear();
    else await service.pool.query('delete from bullmq.job');
  }
});

describe('alarms of the real service', () => {
  let service: RunningService;
  const drain = () => service.services.drainDueTimers.run('sweep');
  beforeAll(async () => {
    service = await runService();
  });
  beforeEach(() => service.moveTo(openingInstant));
  afterAll(() => service.end());

  it('never fire early, not even by a second', async () => {
    const id = await openCatalogue(service);
    const fireAt = await fireAtOf(service, id, 'proactive/remind-0');
    await service.moveTo(shifted(fireAt, -20_000));
    expect(await drain()).toBe(0);
    await service.moveTo(fireAt);
    expect(await drain()).toBe(1);

    const early = `select count(*) from timer t join event e on e.case_id = t.case_id and e.seq = t.fired_seq where e.recorded_at < t.fire_at`;
    expect((await service.pool.query(early)).rows).toEqual([{ count: 0 }]);
  });

  it('that were superseded never fire', async () => {
    const id = await openCatalogue(service);
    const fireAt = await fireAtOf(service, id, 'proactive/breach');
    await act(service, id, 'drafter', 'withdraw', { reason: '不再需要' });
    await service.moveTo(shifted(fireAt, 60_000));
    await drain();

    expect((await timerOf(service, id, 'proactive/breach'))?.state).toBe('superseded');
    expect(await actionsOf(service, id)).toEqual(['open', 'withdraw']);
  });

  it('that all come due while nobody looked fire in the order of their instants', async () => {
    const id = await openCatalogue(service);
    await service.moveTo('2016-08-31T09:00:00+08:00');
    await drain();

    expect(await actionsOf(service, id)).toEqual(['open', 'reminded', 'reminded', 'breached', 'escalated']);
    expect(await verifyCase(service, id)).toEqual({ ok: true });
  });

  it('wait while firing is halted and come when it is released', async () => {
    const id = await openCatalogue(service);
    await service.pool.query(`insert into clock_halt (reason) values ('checked by hand')`);
    await service.moveTo(await fireAtOf(service, id, 'proactive/remind-0'));
    expect(await drain()).toBe(0);

    await service.pool.query(
      `update clock_halt set released_at = clock_timestamp(), released_by = 'director', release_note = 'checked'`,
    );
    expect(await drain()).toBe(1);
    expect(await actionsOf(service, id)).toEqual(['open', 'reminded']);
  });

  it("are halted when PostgreSQL's clock and the machine's do not agree", async () => {
    const id = await openCatalogue(service);
    let monotonic = 1_000;
    const guard = new GuardClock(service.pool, () => monotonic);
    expect(await guard.run()).toBeNull();
    expect(await guard.run()).toBeNull(); // milliseconds apart: no jump
    monotonic += 3_600_000; // an hour has passed here, and none on PostgreSQL's clock
    expect(await guard.run()).toMatch(/PostgreSQL's clock moved -\d+ s/);
    await service.moveTo(await fireAtOf(service, id, 'proactive/remind-0'));
    expect(await drain()).toBe(0);

    await service.pool.query(
      `update clock_halt set released_at = clock_timestamp(), released_by = 'director', release_note = 'checked'`,
    );
    expect(await drain()).toBe(1);
  });
});

describe('two thousand deadlines of one closing hour', () => {
  it('fire once each by two drains side by side, and make one mail per person', async () => {
    const service = await runService();
    await service.moveTo(openingInstant);
    const owners = Array.from({ length: 2_000 }, (_, index) => (index % 2 === 0 ? 'drafter' : 'drafter-2'));
    let id = '';
    for (let from = 0; from < owners.length; from += 50)
      id =
        (await Promise.all(owners.slice(from, from + 50).map((owner) => openCatalogue(service, owner)))).at(
          -1,
        ) ?? '';
    await service.moveTo(await fireAtOf(service, id, 'proactive/remind-0'));
    const { drainDueTimers, gatherNotices } = service.services;
    const fired = await Promise.all([drainDueTimers.run('queue'), drainDueTimers.run('sweep')]);

    expect(fired.reduce((sum, count) => sum + count, 0)).toBe(2_000);
    const counts = `select
      (select count(*) from timer where state = 'fired') as fired, (select count(*) from event where action = 'reminded') as events,
      (select count(distinct case_id) from event where action = 'reminded') as cases, (select count(*) from outbox) as notices`;
    expect((await service.pool.query(counts)).rows).toEqual([
      { fired: 2_000, events: 2_000, cases: 2_000, notices: 2_000 },
    ]);

    await gatherNotices.run();
    expect(await gatherNotices.run()).toBe(0);
    const mails = `select m.recipient_id as recipient, count(distinct m.id) as mails, count(*) as items from mail m join mail_item i on i.mail_id = m.id group by 1 order by 1`;
    expect((await service.pool.query(mails)).rows).toEqual([
      { recipient: 'drafter', mails: 1, items: 1_000 },
      { recipient: 'drafter-2', mails: 1, items: 1_000 },
    ]);
    await service.end();
  }, 120_000);
});
