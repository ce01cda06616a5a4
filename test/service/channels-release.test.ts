import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandRefused } from '../../src/cases/refused.js';
import { allNo } from '../checklist.js';
import { onPortal, submittedWith } from './channel-desk.js';
import { act, actionsOf, stateOf, verifyCase } from './policy-document.js';
import { runService, type RunningService } from './running-service.js';

const releaseAt = '2016-07-13T09:00:00+08:00';
let service: RunningService;
beforeEach(async () => {
  service = await runService();
  await service.moveTo('2016-07-11T09:00:00+08:00');
});
afterEach(() => service.end());

async function cleared(at: string): Promise<string> {
  const id = await submittedWith(service, { releaseAt: at });
  await act(service, id, 'reviewer', 'clear', { opinion: '同意', checklist: allNo });
  return id;
}
async function scheduled(at = releaseAt): Promise<string> {
  const id = await cleared(at);
  await act(service, id, 'leader', 'approve-for-release');
  return id;
}
/** A round as the sweeper turns it. */
async function round(): Promise<void> {
  await service.services.releaseDueCases.run();
  await service.services.drainDueTimers.run('sweep');
  await service.services.relay.run();
}

describe('a scheduled release', () => {
  it.each([
    ['2016-07-11T08:59:00+08:00', '已过'],
    ['2017-07-13T09:00:00+08:00', '一年以后'],
  ])('for %s is refused when it is scheduled, with the reason', async (at, words) => {
    const id = await cleared(at);
    const error: unknown = await act(service, id, 'leader', 'approve-for-release').catch(
      (reason: unknown) => reason,
    );

    expect(error).toBeInstanceOf(CommandRefused);
    expect((error as CommandRefused).reasons).toMatchObject([
      { code: 'bad-value', data: { field: 'releaseAt', why: expect.stringContaining(words) as unknown } },
    ]);
  });

  it('does not happen a second early', async () => {
    const id = await scheduled();
    await service.moveTo('2016-07-13T08:59:58+08:00');
    await round();

    expect(await stateOf(service, id)).toBe('awaiting-release');
    expect(await onPortal(service, id)).toEqual([]);
  });

  it('happens by itself when the time has come, and nobody is told that it is late', async () => {
    const id = await scheduled();
    await service.moveTo(releaseAt);
    await round();
    await round();

    expect(await stateOf(service, id)).toBe('published');
    expect(await actionsOf(service, id)).not.toContain('breached');
    expect((await actionsOf(service, id)).filter((action) => action === 'release')).toHaveLength(1);
    expect(await verifyCase(service, id)).toEqual({ ok: true });
  });

  it('that was missed while nobody was alive happens as soon as somebody is', async () => {
    const id = await scheduled();
    await service.moveTo('2016-07-15T15:00:00+08:00');
    await round();

    expect(await stateOf(service, id)).toBe('published');
  });

  it('happens once, however many look at once', async () => {
    const id = await scheduled();
    await service.moveTo(releaseAt);
    await Promise.all(Array.from({ length: 6 }, () => service.services.releaseDueCases.run()));
    await round();

    expect((await actionsOf(service, id)).filter((action) => action === 'release')).toHaveLength(1);
    expect((await actionsOf(service, id)).filter((action) => action === 'posted')).toHaveLength(1);
  });

  it.each(['withdraw', 'return'])('is off when the case is taken back by %s', async (action) => {
    const id = await scheduled();
    await act(service, id, action === 'return' ? 'office-lead' : 'drafter', action, { reason: '暂缓' });
    await service.moveTo('2016-07-14T09:00:00+08:00');
    await round();

    expect(await actionsOf(service, id)).not.toContain('release');
    expect(await onPortal(service, id)).toEqual([]);
  });

  it('is off when its clearance is gone, and the clock tells people', async () => {
    const id = await scheduled();
    await service.pool.query(
      `update case_file set file = jsonb_set(file, '{findings}', file -> 'findings' || jsonb_build_array(jsonb_set(file #> '{findings,-1}', '{outcome}', '"withheld"'))) where case_id = $1`,
      [id],
    );
    await service.moveTo(releaseAt);
    await round();

    expect(await stateOf(service, id)).toBe('awaiting-release');
    expect(await actionsOf(service, id)).toContain('breached');
  });
});
