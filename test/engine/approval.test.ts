import { openSigning, operate, openTasksFor, type Operation } from '../../src/engine/approval.js';
import { tellReason } from '../../src/engine/reasons.js';
import {
  actor,
  addSigner,
  after,
  askedNow,
  attempt,
  codesOf,
  context,
  delegate,
  frozen,
  named,
  open,
  outcomeOf,
  signIt,
  transfer,
} from './approval-bureau.js';

const notATask: Operation[] = [signIt, addSigner('zhou', 'before'), transfer('zhou'), delegate('zhou')];

describe('opening a signing', () => {
  it('asks everybody at once for 会签 and 或签', () => {
    expect(askedNow(open('all', 'li', 'chen'))).toEqual(['li', 'chen']);
    expect(askedNow(open('any', 'li', 'chen'))).toEqual(['li', 'chen']);
  });

  it('asks only the first for 顺签', () => {
    expect(askedNow(open('in-turn', 'li', 'chen', 'zhao'))).toEqual(['li']);
  });

  it('asks somebody who is named twice only once', () => {
    expect(open('all', 'li', 'chen', 'li').tasks).toHaveLength(2);
  });

  it('keeps who sent the case, or that nobody did', () => {
    expect(open('all', 'li').sentBy).toBe('drafter');
    expect(openSigning('all', [named('li')])).not.toHaveProperty('sentBy');
  });
});

describe('signing', () => {
  it('completes 会签 when the last one has signed', () => {
    const once = attempt(open('all', 'li', 'chen'), 'li', signIt);
    expect(outcomeOf(once)).toBe('goes on');
    expect(outcomeOf(attempt(after(open('all', 'li', 'chen'), 'li', signIt), 'chen', signIt))).toBe(
      'complete',
    );
  });

  it('completes 或签 with the first one and withdraws the others', () => {
    const result = attempt(open('any', 'li', 'chen'), 'chen', signIt);
    expect(outcomeOf(result)).toBe('complete');
    expect(result.kind === 'next' && result.signing.tasks.map((task) => task.state)).toEqual([
      'withdrawn',
      'done',
    ]);
  });

  it('opens the next one in 顺签 and completes with the last', () => {
    const first = after(open('in-turn', 'li', 'chen'), 'li', signIt);
    expect(askedNow(first)).toEqual(['chen']);
    expect(outcomeOf(attempt(first, 'chen', signIt))).toBe('complete');
  });

  it('records who agreed', () => {
    const signed = after(openSigning('all', [{ role: 'leader' }, named('li')]), 'chen', signIt);
    expect(signed.tasks[0]).toMatchObject({ state: 'done', by: 'chen', vote: 'agree' });
  });

  it('records no vote for a step that is work', () => {
    const result = attempt(openSigning('any', [named('li')], 'drafter', 'handle'), 'li', signIt);
    expect(outcomeOf(result)).toBe('complete');
    expect(result.kind === 'next' && result.signing.tasks[0]).toEqual(
      expect.not.objectContaining({ vote: 'agree' }),
    );
  });

  it('answers one task with one act, even for somebody who holds both roles', () => {
    const signing = openSigning('all', [{ role: 'reviewer' }, { role: 'section-head', section: 'law' }]);
    expect(openTasksFor(signing.tasks, actor('wang'))).toHaveLength(2);
    const once = attempt(signing, 'wang', signIt);
    expect(outcomeOf(once)).toBe('goes on');
    expect(once.kind === 'next' && askedNow(once.signing)).toEqual(['section-head@law']);
  });

  it('answers the task that was chosen', () => {
    const signing = openSigning('all', [{ role: 'reviewer' }, { role: 'section-head', section: 'law' }]);
    expect(askedNow(after(signing, 'wang', { op: 'sign', task: 2 }))).toEqual(['reviewer']);
  });

  it('answers the task by name before the task of a role', () => {
    const signing = openSigning('all', [{ role: 'reviewer' }, named('li')]);
    expect(askedNow(after(signing, 'li', signIt))).toEqual(['reviewer']);
  });

  it('refuses a second signature, a signature out of turn and one by a stranger', () => {
    expect(codesOf(attempt(after(open('all', 'li', 'chen'), 'li', signIt), 'li', signIt))).toEqual([
      'already-signed',
    ]);
    expect(codesOf(attempt(open('in-turn', 'li', 'chen'), 'chen', signIt))).toEqual(['not-your-turn']);
    expect(codesOf(attempt(open('all', 'li'), 'zhou', signIt))).toEqual(['not-your-task']);
    expect(codesOf(attempt(open('all', 'li', 'chen'), 'li', { op: 'sign', task: 2 }))).toEqual([
      'not-your-task',
    ]);
  });

  it('answers for the chosen task alone when it is somebody else’s', () => {
    const signed = after(open('all', 'li', 'chen'), 'li', signIt);
    expect(codesOf(attempt(signed, 'li', { op: 'sign', task: 2 }))).toEqual(['not-your-task']);
  });

  it('refuses everything once nobody is asked any more', () => {
    const result = attempt(open('any', 'li'), 'li', signIt);
    if (result.kind === 'refused') throw new Error('expected a signature');
    for (const operation of [
      ...notATask,
      { op: 'nudge' },
      { op: 'copy', to: [named('zhou')] },
    ] as Operation[]) {
      expect(codesOf(attempt(result.signing, 'li', operation))).toContain('case-closed');
    }
  });
});

describe('separation of duties', () => {
  const review = openSigning('any', [{ role: 'reviewer' }], 'drafter');

  it('does not let the drafter sign own work, even with the role', () => {
    expect(codesOf(attempt(review, 'drafter', signIt))).toEqual(['own-work']);
    expect(outcomeOf(attempt(review, 'drafter', signIt, { barred: [] }))).toBe('complete');
  });

  it('does not let the drafter choose who decides instead', () => {
    for (const operation of notATask)
      expect(codesOf(attempt(review, 'drafter', operation))).toContain('own-work');
    expect(codesOf(attempt(review, 'drafter', { op: 'return', note: '补充' }))).toEqual(['own-work']);
  });

  it('lets a barred person pass on a task that is theirs by name, for nobody else could', () => {
    const signing = open('all', 'drafter', 'li');
    expect(askedNow(after(signing, 'drafter', transfer('chen')))).toEqual(['li', 'chen']);
    expect(codesOf(attempt(signing, 'drafter', delegate('chen')))).toEqual(['own-work']);
  });

  it('does not let anybody hand the task to the drafter by name', () => {
    for (const operation of [transfer('drafter'), delegate('drafter'), addSigner('drafter', 'beside')]) {
      expect(codesOf(attempt(review, 'li', operation))).toEqual(['own-work']);
    }
  });

  it('does not let anybody hand the task to a role which only the drafter holds', () => {
    const toDrafters: Operation = { op: 'transfer', to: { role: 'drafter' } };
    expect(codesOf(attempt(review, 'li', toDrafters))).toEqual(['nobody-to-act']);
  });

  it('checks the bar at signing when the task was handed to a role', () => {
    const signing = after(open('any', 'chen'), 'chen', { op: 'transfer', to: { role: 'reviewer' } });
    expect(codesOf(attempt(signing, 'drafter', signIt))).toEqual(['own-work']);
    expect(outcomeOf(attempt(signing, 'li', signIt))).toBe('complete');
  });

  it('has no operation by which the service itself signs, hands over, returns or recalls', () => {
    const signing = openSigning('any', [{ role: 'system' }], 'system');
    const system = { kind: 'system' as const, id: 'system', roles: [{ role: 'system' }] };
    const said: Operation[] = [
      { op: 'return', note: '到期' },
      { op: 'recall', note: '到期' },
    ];
    for (const operation of [...notATask, ...said]) {
      expect(codesOf(operate(frozen(signing), operation, system, context))).toEqual(['wrong-role']);
    }
    expect(outcomeOf(operate(signing, { op: 'nudge' }, system, context))).toBe('goes on');
  });
});

describe('refusals', () => {
  it('read as sentences with nothing left to fill in', () => {
    const system = { kind: 'system' as const, id: 'system', roles: [] };
    const results = [
      attempt(open('all', 'li', 'chen'), 'li', transfer('chen')),
      attempt(open('all', 'li'), 'li', { op: 'copy', to: [] }),
      attempt(open('all', 'li'), 'li', { op: 'transfer', to: { role: 'director' } }),
      operate(open('all', 'li'), signIt, system, context),
    ];
    const reasons = results.flatMap((result) => (result.kind === 'refused' ? result.reasons : []));
    expect(reasons.length).toBeGreaterThanOrEqual(4);
    for (const one of reasons) expect(`${tellReason(one, 'zh')}${tellReason(one, 'en')}`).not.toMatch(/[{}]/);
  });
});
