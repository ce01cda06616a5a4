import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActOnCase } from '../../src/cases/act-on-case.js';
import { NotFound } from '../../src/cases/refused.js';
import { openPool } from '../../src/platform/database.js';
import { Transactions } from '../../src/platform/transactions.js';
import {
  act,
  actionsOf,
  draftFields,
  openDraft,
  refusal,
  stateOf,
  submitted,
  verifyCase,
} from './policy-document.js';
import { checkClearance } from '../../src/review/check-clearance.js';
import { allNo } from '../checklist.js';
import { startProxy } from './postgres-proxy.js';
import { actorCalled, runService, type RunningService } from './running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
  await service.moveTo('2016-06-28T09:00:00+08:00');
});
afterAll(() => service.end());

const written = [
  'cases',
  'case_file',
  'case_drafter',
  'clock',
  'event',
  'timer',
  'finding',
  'task',
  'outbox',
];

async function countRows(): Promise<Record<string, number>> {
  const columns = written.map((table) => `(select count(*) from ${table})::int as ${table}`).join(', ');
  const { rows } = await service.pool.query<Record<string, number>>(`select ${columns}`);
  return rows[0] ?? {};
}

describe('a command that comes twice', () => {
  it('opens one case and answers the same', async () => {
    const commandId = randomUUID();
    const first = await openDraft(service, draftFields, commandId);
    const second = await openDraft(service, draftFields, commandId);

    expect(second).toEqual(first);
    expect(await actionsOf(service, first.id)).toEqual(['open']);
  });

  it('acts once and answers what it answered, however far the case has gone since', async () => {
    const id = await submitted(service);
    const commandId = randomUUID();
    const data = { opinion: '不涉密', checklist: allNo };
    const first = await act(service, id, 'reviewer', 'clear', data, commandId);
    await act(service, id, 'leader', 'approve');
    const again = await act(service, id, 'reviewer', 'clear', data, commandId);

    expect(again).toMatchObject({
      id,
      state: 'approval',
      stateTitle: first.stateTitle,
      revision: first.revision,
    });
    expect(await actionsOf(service, id)).toEqual(['open', 'submit', 'agree', 'clear', 'approve']);
  });

  it('is refused when its content is another', async () => {
    const id = await submitted(service);
    const commandId = randomUUID();
    await act(service, id, 'reviewer', 'clear', { opinion: '不涉密', checklist: allNo }, commandId);

    expect(
      await refusal(act(service, id, 'reviewer', 'clear', { opinion: '同意', checklist: allNo }, commandId)),
    ).toEqual(['command-reused']);
    expect(
      await refusal(act(service, id, 'leader', 'clear', { opinion: '不涉密', checklist: allNo }, commandId)),
    ).toEqual(['command-reused']);
    expect(await refusal(openDraft(service, draftFields, commandId))).toEqual(['command-reused']);
    expect(await actionsOf(service, id)).toEqual(['open', 'submit', 'agree', 'clear']);
  });

  it('counts once when both come at the same instant', async () => {
    const id = await submitted(service);
    const commandId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        act(service, id, 'reviewer', 'clear', { opinion: '不涉密', checklist: allNo }, commandId),
      ),
    );

    expect(new Set(answers.map(({ revision }) => revision)).size).toBe(1);
    expect(await actionsOf(service, id)).toEqual(['open', 'submit', 'agree', 'clear']);
    expect(await verifyCase(service, id)).toEqual({ ok: true });
  });

  it('opens one case when both come at the same instant', async () => {
    const commandId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => openDraft(service, draftFields, commandId)),
    );

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await actionsOf(service, answers[0]?.id ?? '')).toEqual(['open']);
  });
});

describe('a refused command', () => {
  it('tells everything that is missing at once', async () => {
    const { id } = await openDraft(service, { attribute: 'proactive' });
    const command = service.services.actOnCase.run(
      id,
      { kind: 'act', action: 'submit', data: {} },
      actorCalled('drafter'),
      randomUUID(),
    );
    const reasons = await command.then(
      () => [],
      (error: unknown) => (error as { reasons: { code: string; data: Record<string, unknown> }[] }).reasons,
    );

    expect(reasons.map(({ code, data }) => [code, data['need'] ?? data['field']])).toEqual(
      expect.arrayContaining(
        ['title', 'document', 'interpretationPlan'].map((need) => ['missing-need', need]),
      ),
    );
  });

  it('is one that would open a case without its attribute: 公开属性 is fixed when drafting', async () => {
    const { attribute: _left, ...without } = draftFields;
    expect(await refusal(openDraft(service, without))).toEqual(['missing-need']);
  });

  it('names a type, an action and a field that do not exist', async () => {
    const { id } = await openDraft(service);
    const { actOnCase } = service.services;
    const opening = { kind: 'open' as const, owner: 'drafter', section: 'office', data: {} };

    expect(
      await refusal(actOnCase.open('no-such-type', opening, actorCalled('drafter'), randomUUID())),
    ).toEqual(['unknown-type']);
    expect(await refusal(act(service, id, 'drafter', 'no-such-action'))).toEqual(['unknown-action']);
    expect(await refusal(act(service, id, 'drafter', 'save', { noSuchField: 1 }))).toEqual(['unknown-field']);
  });

  it('says that the case was changed since it was read', async () => {
    const { id, revision } = await openDraft(service);
    await act(service, id, 'drafter', 'save', { title: '改过的标题' });
    const stale = { kind: 'act' as const, action: 'save', data: { title: '又一个' }, revision };

    expect(
      await refusal(service.services.actOnCase.run(id, stale, actorCalled('drafter'), randomUUID())),
    ).toEqual(['stale-revision']);
  });

  it('leaves no row behind, whether it would open a case or change one', async () => {
    const { id } = await openDraft(service);
    const before = await countRows();
    await refusal(act(service, id, 'drafter', 'submit'));
    await refusal(openDraft(service, { madeOn: '2016-02-30' }));

    expect(await countRows()).toEqual(before);
  });

  it('is told that a case does not exist', async () => {
    await expect(act(service, randomUUID(), 'drafter', 'save')).rejects.toThrow(NotFound);
  });

  it('may not bring the digest of a file of another case, nor one that was never uploaded', async () => {
    const theirs = await openDraft(service);
    const ours = await openDraft(service);
    const file = await service.keep(theirs.id, {
      field: 'document',
      name: '密.txt',
      text: '别件的正文',
      by: 'drafter',
    });

    expect(await refusal(act(service, ours.id, 'drafter', 'save', { document: file }))).toEqual([
      'bad-value',
    ]);
    expect(
      await refusal(
        act(service, theirs.id, 'drafter', 'save', { document: { ...file, sha256: 'a'.repeat(64) } }),
      ),
    ).toEqual(['bad-value']);
    expect(await refusal(openDraft(service, { ...draftFields, document: file }))).toEqual(['bad-value']);
    expect(await refusal(act(service, theirs.id, 'drafter', 'save', { interpretation: file }))).toEqual([
      'bad-value',
    ]);
  });
});

describe('many who act on one case at once', () => {
  it('have one winner, and the ledger of the case proves', async () => {
    const id = await submitted(service);
    const actions = ['clear', 'return', 'withhold', 'refer', 'clear'].map((action) => ({
      action,
      data: inputsOf(action),
    }));
    const attempts = Array.from({ length: 30 }, (_, index) => actions[index % actions.length] ?? actions[0]);
    const outcomes = await Promise.allSettled(
      attempts.map((attempt) => act(service, id, 'reviewer', attempt?.action ?? '', attempt?.data)),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as Error).name] : [],
    );
    expect(new Set(lost)).toEqual(new Set(['CommandRefused']));
    expect(await actionsOf(service, id)).toHaveLength(4);
    expect(await verifyCase(service, id)).toEqual({ ok: true });
  });

  function inputsOf(action: string): Record<string, unknown> {
    if (action === 'clear') return { opinion: '不涉密', checklist: allNo };
    return action === 'withhold'
      ? { nonDisclosureBasis: ['regs-2019-art-14-secret'], reason: '涉密' }
      : { basis: '保密法', reason: '有疑问' };
  }
});

describe('a connection that dies', () => {
  it('during the work has the work done again, once in effect', async () => {
    const id = await submitted(service);
    const { transactions, actOnCase } = service.services;
    const commandId = randomUUID();
    let attempts = 0;
    const answer = await transactions.run(async (tx) => {
      attempts += 1;
      const command = {
        kind: 'act' as const,
        action: 'clear',
        data: { opinion: '不涉密', checklist: allNo },
      };
      const done = await actOnCase.runWithin(tx, id, command, actorCalled('reviewer'), commandId);
      const [own] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      if (attempts === 1) await service.pool.query('select pg_terminate_backend($1, 5000)', [own?.pid]);
      return done;
    });

    expect(attempts).toBe(2);
    expect(answer.state).toBe('approval');
    expect(await actionsOf(service, id)).toEqual(['open', 'submit', 'agree', 'clear']);
  });

  it('with the answer to its commit is asked again and finds the work done', async () => {
    const id = await submitted(service);
    const proxy = await startProxy(service.databaseUrl);
    const pool = openPool(proxy.url, 2, 'gongkai-test-proxy');
    const { definitions, worlds } = service.services;
    const actOnCase = new ActOnCase(new Transactions(pool), definitions, worlds, checkClearance);
    proxy.loseNextAnswerToCommit();
    const command = { kind: 'act' as const, action: 'clear', data: { opinion: '不涉密', checklist: allNo } };
    const answer = await actOnCase.run(id, command, actorCalled('reviewer'), randomUUID());

    expect(proxy.lostAnswers).toBe(1);
    expect(answer.state).toBe('approval');
    expect(await stateOf(service, id)).toBe('approval');
    expect(await actionsOf(service, id)).toEqual(['open', 'submit', 'agree', 'clear']);
    await pool.end();
    await proxy.close();
  });
});
