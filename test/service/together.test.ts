import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandRefused, NotFound } from '../../src/cases/refused.js';
import { openDraft, verifyCase } from './policy-document.js';
import { actorCalled, runService, type RunningService } from './running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
  await service.moveTo('2016-06-28T09:00:00+08:00');
});
afterAll(() => service.end());

async function openDrafts(count: number): Promise<string[]> {
  const cases = await Promise.all(Array.from({ length: count }, () => openDraft(service)));
  return cases.map(({ id }) => id);
}

const save = (id: string, action = 'save', commandId = randomUUID()) =>
  service.services.actOnCase.run(
    id,
    { kind: 'act', action, data: { summary: commandId } },
    actorCalled('drafter'),
    commandId,
  );

/** How many transactions wrote the newest events of these cases. */
async function countTransactions(ids: readonly string[]): Promise<number> {
  const { rows } = await service.pool.query<{ count: number }>(
    'select count(distinct e.xmin::text)::int as count from event e join cases c on c.id = e.case_id and c.seq = e.seq where c.id = any ($1)',
    [ids],
  );
  return rows[0]?.count ?? 0;
}

describe('commands that come at the same time on different cases', () => {
  it('share transactions, and every case has its event and its chain', async () => {
    const ids = await openDrafts(20);
    const answers = await Promise.all(ids.map((id) => save(id)));
    expect(answers.map(({ id, revision }) => ({ id, revision }))).toEqual(
      ids.map((id) => ({ id, revision: 2 })),
    );
    expect(await countTransactions(ids)).toBe(3);
    for (const id of ids) expect(await verifyCase(service, id)).toMatchObject({ ok: true });
  });

  it('are refused, unknown or written each for itself', async () => {
    const ids = await openDrafts(6);
    const unknown = randomUUID();
    const outcomes = await Promise.allSettled([
      ...ids.slice(0, 4).map((id) => save(id)),
      save(ids[4] ?? '', 'approve'),
      save(unknown),
      save(ids[5] ?? ''),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect((outcomes[4] as PromiseRejectedResult).reason).toBeInstanceOf(CommandRefused);
    expect((outcomes[5] as PromiseRejectedResult).reason).toBeInstanceOf(NotFound);
  });

  it('on one case take turns: each builds on the other', async () => {
    const [id = ''] = await openDrafts(1);
    const answers = await Promise.all(Array.from({ length: 8 }, () => save(id)));
    expect(answers.map(({ revision }) => revision).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await verifyCase(service, id)).toMatchObject({ ok: true });
  });

  it('do not wait for a case that somebody else holds', async () => {
    const ids = await openDrafts(5);
    const [held = '', ...free] = ids;
    const holder = await service.pool.connect();
    await holder.query('begin');
    await holder.query('select from cases where id = $1 for update', [held]);
    const late = save(held);
    const others = await Promise.all(free.map((id) => save(id)));
    expect(others.every(({ revision }) => revision === 2)).toBe(true);
    await holder.query('commit');
    holder.release();
    expect((await late).revision).toBe(2);
  });

  it('with one id for two cases are taken once and refused once', async () => {
    const [first = '', second = ''] = await openDrafts(2);
    const busy = await openDrafts(2);
    const commandId = randomUUID();
    const outcomes = await Promise.allSettled([
      ...busy.map((id) => save(id)),
      save(first, 'save', commandId),
      save(second, 'save', commandId),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect((refused.reason as CommandRefused).reasons[0]?.code).toBe('command-reused');
  });
});
