import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SubmissionRow } from '../../src/effects/archive/submission-rows.js';
import { validateBag } from '../../src/effects/archive/validate-bag.js';
import { act, actionsOf, published, stateOf } from './policy-document.js';
import { actorCalled, runService, type RunningService } from './running-service.js';

const run = promisify(execFile);

describe('the hand-over of a quarter', () => {
  let service: RunningService;
  const pack = () => service.services.runQuarter.run('2016Q2', 'archives', actorCalled('archivist'));
  const proof = () => service.services.readSubmissions.proof('2016Q2', 'archives');
  beforeEach(async () => {
    service = await runService();
    await service.moveTo('2016-06-28T09:00:00+08:00');
  });
  afterEach(() => service.end());

  /** Two people and the relay bring a package to the recipient. */
  async function deliver({ caseId, kind }: SubmissionRow, items: number): Promise<void> {
    const counts = { paperCount: items, electronicCount: items, countsAgree: true, opinion: '一致' };
    if (kind === 'package') await act(service, caseId, 'office-lead', 'check', counts);
    await act(service, caseId, 'archivist', 'send');
    await service.services.relay.run();
  }

  async function textsOf({ directory }: SubmissionRow): Promise<string> {
    const folder = join(directory ?? '', 'data');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.(txt|xml|csv|html|json)$/i.test(entry.name));
    return (
      await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')))
    ).join('\n');
  }

  it('packs what is published into a bag that proves itself to whoever gets it', async () => {
    await published(service, '第一号通知');
    await service.moveTo('2016-07-01T09:00:00+08:00');
    const submission = await pack();
    const directory = submission.directory ?? '';

    expect(submission).toMatchObject({ kind: 'package', version: 1, itemCount: 1, state: 'packed' });
    expect(await validateBag(directory)).toEqual([]);
    const [verifier] = (await readdir(directory, { recursive: true })).filter((path) =>
      path.endsWith('verify.mjs'),
    );
    const { stdout } = await run(process.execPath, [join(directory, verifier ?? 'verify.mjs')], {
      cwd: directory,
    });
    expect(stdout).not.toBe('');
    expect(await stateOf(service, submission.caseId)).toBe('packed');
  });

  it('is the same submission however often it is run', async () => {
    await published(service);
    await service.moveTo('2016-07-01T09:00:00+08:00');
    const submissions = await Promise.all([pack(), pack()]);
    submissions.push(await pack());

    expect(new Set(submissions.map(({ id }) => id)).size).toBe(1);
    expect((await service.pool.query(`select state, version from archive_submission`)).rows).toEqual([
      { state: 'packed', version: 1 },
    ]);
  });

  it('is done item by item: what was accepted is archived, what was rejected goes again alone', async () => {
    const accepted = await published(service, '第一号通知');
    const rejected = await published(service, '第二号通知');
    await service.moveTo('2016-07-01T09:00:00+08:00');
    const first = await pack();
    await deliver(first, 2);
    expect(await stateOf(service, first.caseId)).toBe('sent');
    expect(await proof()).toMatchObject({ published: 2, handedOver: 0, isComplete: false });

    const receipt = { receipt: '明档收〔2016〕7号', rejected: [{ caseId: rejected, reason: '缺附件' }] };
    await service.services.recordReceipt.run(first.id, receipt, actorCalled('archivist'));
    expect((await actionsOf(service, accepted)).at(-1)).toBe('receipted');
    expect((await actionsOf(service, rejected)).at(-1)).toBe('receipt-rejected');
    expect(await proof()).toMatchObject({ published: 2, handedOver: 1, isComplete: false });

    const second = await pack();
    expect(second).toMatchObject({ version: 2, itemCount: 1, previousSha256: first.packageSha256 });
    expect(await validateBag(second.directory ?? '')).toEqual([]);
    const contents = await textsOf(second);
    expect(contents).toContain('第二号通知');
    expect(contents).not.toContain('第一号通知');

    await deliver(second, 1);
    await service.services.recordReceipt.run(
      second.id,
      { receipt: '明档收〔2016〕8号', rejected: [] },
      actorCalled('archivist'),
    );
    expect(await stateOf(service, second.caseId)).toBe('receipted');
    expect(await proof()).toMatchObject({
      published: 2,
      handedOver: 2,
      missing: [],
      awaited: [],
      isComplete: true,
    });
  });

  it('of a quarter without anything is a nil return, in writing and with a receipt', async () => {
    await service.moveTo('2016-07-01T09:00:00+08:00');
    const submission = await pack();
    expect(submission).toMatchObject({ kind: 'nil-return', itemCount: 0 });
    expect(await validateBag(submission.directory ?? '')).toEqual([]);
    await deliver(submission, 0);
    await service.services.recordReceipt.run(
      submission.id,
      { receipt: '馆方确认', rejected: [] },
      actorCalled('archivist'),
    );

    expect(await stateOf(service, submission.caseId)).toBe('receipted');
    expect(await proof()).toMatchObject({ published: 0, isComplete: true });
  });

  it('that was killed between taking and packing is packed by the next run, with what was taken', async () => {
    await published(service, '第一号通知');
    await service.moveTo('2016-07-01T09:00:00+08:00');
    const { runQuarter } = service.services;
    await service.pool.query(
      `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`,
    );
    await service.pool.query(
      `create trigger killer before update on archive_submission for each row execute function die()`,
    );
    await expect(runQuarter.run('2016Q2', 'archives', actorCalled('archivist'))).rejects.toThrow('killed');
    expect((await service.pool.query('select state from archive_submission')).rows).toEqual([
      { state: 'building' },
    ]);
    await service.pool.query('drop trigger killer on archive_submission');
    const submission = await pack();

    expect(submission).toMatchObject({ state: 'packed', version: 1, itemCount: 1 });
    expect(await validateBag(submission.directory ?? '')).toEqual([]);
    expect(await stateOf(service, submission.caseId)).toBe('packed');
  });

  it('is refused before the quarter is over', async () => {
    await expect(pack()).rejects.toThrow('the quarter is not over yet');
  });

  it('leaves out what is published after the quarter', async () => {
    await published(service, '第一号通知');
    await service.moveTo('2016-07-01T00:00:01+08:00');
    await published(service, '第二号通知');

    expect(await pack()).toMatchObject({ itemCount: 1 });
  });
});
