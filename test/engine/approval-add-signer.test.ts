import { openSigning, type Operation } from '../../src/engine/approval.js';
import {
  addSigner,
  after,
  askedNow,
  attempt,
  codesOf,
  named,
  open,
  outcomeOf,
  signIt,
  taskOf,
  transfer,
} from './approval-bureau.js';

describe('adding a signer (加签)', () => {
  it('before: the adder signs only after the added signer', () => {
    const added = after(open('all', 'li'), 'li', addSigner('chen', 'before'));
    expect(askedNow(added)).toEqual(['chen']);
    expect(codesOf(attempt(added, 'li', signIt))).toEqual(['not-your-turn']);
    const signed = after(added, 'chen', signIt);
    expect(askedNow(signed)).toEqual(['li']);
    expect(outcomeOf(attempt(signed, 'li', signIt))).toBe('complete');
  });

  it('beside: both are asked and both must sign', () => {
    const added = after(open('all', 'li'), 'li', addSigner('chen', 'beside'));
    expect(askedNow(added)).toEqual(['li', 'chen']);
    expect(outcomeOf(attempt(added, 'li', signIt))).toBe('goes on');
    expect(outcomeOf(attempt(after(added, 'li', signIt), 'chen', signIt))).toBe('complete');
  });

  it('after: the added signer is asked when the adder has signed', () => {
    const added = after(open('all', 'li'), 'li', addSigner('chen', 'after'));
    expect(askedNow(added)).toEqual(['li']);
    expect(askedNow(after(added, 'li', signIt))).toEqual(['chen']);
  });

  it.each(['before', 'beside', 'after'] as const)(
    '%s: the next in turn waits for the added signer too',
    (position) => {
      const added = after(open('in-turn', 'li', 'zhao'), 'li', addSigner('chen', position));
      const [first, second] = position === 'before' ? ['chen', 'li'] : ['li', 'chen'];
      const once = after(added, first, signIt);
      expect(askedNow(once)).toEqual([second]);
      expect(askedNow(after(once, second, signIt))).toEqual(['zhao']);
    },
  );

  it('after, twice: the one added last is asked first, and the next in turn waits for both', () => {
    const twice = after(
      after(open('in-turn', 'li', 'zhao'), 'li', addSigner('chen', 'after')),
      'li',
      addSigner('lin', 'after'),
    );
    const signed = after(twice, 'li', signIt);
    expect(askedNow(signed)).toEqual(['lin']);
    const lastAdded = after(signed, 'lin', signIt);
    expect(askedNow(lastAdded)).toEqual(['chen']);
    expect(askedNow(after(lastAdded, 'chen', signIt))).toEqual(['zhao']);
  });

  it.each(['before', 'beside', 'after'] as const)(
    '%s in 或签: the answer of the adder counts only together with the added signer',
    (position) => {
      const added = after(open('any', 'li'), 'li', addSigner('chen', position));
      const [first, second] = position === 'before' ? ['chen', 'li'] : ['li', 'chen'];
      expect(outcomeOf(attempt(added, first, signIt))).toBe('goes on');
      expect(outcomeOf(attempt(after(added, first, signIt), second, signIt))).toBe('complete');
    },
  );

  it('in 或签 leaves the other candidates free to answer alone', () => {
    const added = after(open('any', 'li', 'zhao'), 'li', addSigner('chen', 'before'));
    expect(outcomeOf(attempt(added, 'zhao', signIt))).toBe('complete');
  });

  it('records who added whom, why, and a reading order in which people find it', () => {
    const added = after(open('in-turn', 'li', 'zhao'), 'li', {
      op: 'add-signer',
      assignee: named('chen'),
      position: 'before',
      note: '请先阅',
    });
    expect(taskOf(added, 'chen')).toMatchObject({ addedBy: 'li', addedTo: 1, note: '请先阅', order: 1 });
    expect(added.tasks.map((task) => task.order)).toEqual([2, 3, 1]);
  });

  it('counts for the responsibility of whoever had transferred the task to the adder', () => {
    const moved = after(open('any', 'li'), 'li', transfer('zhao'));
    const added = after(moved, 'zhao', addSigner('chen', 'after'));
    expect(taskOf(added, 'chen', 'waiting')).toMatchObject({ addedBy: 'zhao', addedTo: 2 });
    const signed = after(added, 'zhao', signIt);
    expect(askedNow(signed)).toEqual(['chen']);
    expect(outcomeOf(attempt(signed, 'chen', signIt))).toBe('complete');
  });

  it('refuses somebody who signs already or has signed, because nobody counts twice', () => {
    const signing = openSigning('all', [named('li'), { role: 'leader' }, { role: 'reviewer' }]);
    const signed = after(signing, 'chen', signIt);
    expect(codesOf(attempt(signing, 'li', addSigner('li', 'beside')))).toEqual(['bad-value']);
    expect(codesOf(attempt(signed, 'li', addSigner('chen', 'after')))).toEqual(['bad-value']);
    const role: Operation = { op: 'add-signer', assignee: { role: 'reviewer' }, position: 'after' };
    expect(codesOf(attempt(signing, 'li', role))).toEqual(['bad-value']);
    expect(codesOf(attempt(after(signing, 'wang', signIt), 'li', role))).toEqual(['bad-value']);
  });
});
