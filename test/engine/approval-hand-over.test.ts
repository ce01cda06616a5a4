import { openSigning, type Operation } from '../../src/engine/approval.js';
import {
  addSigner,
  after,
  askedNow,
  attempt,
  codesOf,
  delegate,
  named,
  open,
  outcomeOf,
  signIt,
  taskOf,
  transfer,
} from './approval-bureau.js';

describe('transferring (转办)', () => {
  it('hands the task over for good', () => {
    const moved = after(open('all', 'li'), 'li', { op: 'transfer', to: named('chen'), note: '出差' });
    expect(moved.tasks[0]).toMatchObject({ state: 'handed-on', by: 'li' });
    expect(taskOf(moved, 'chen')).toMatchObject({ parent: 1, delegation: 'transfer', note: '出差' });
    expect(codesOf(attempt(moved, 'li', signIt))).toEqual(['not-your-task']);
    expect(outcomeOf(attempt(moved, 'chen', signIt))).toBe('complete');
  });

  it('keeps the place in turn', () => {
    const moved = after(open('in-turn', 'li', 'zhao'), 'li', transfer('chen'));
    expect(askedNow(moved)).toEqual(['chen']);
    expect(askedNow(after(moved, 'chen', signIt))).toEqual(['zhao']);
  });

  it('takes a task of a role into the own queue (签收)', () => {
    const taken = after(openSigning('any', [{ role: 'reviewer' }]), 'li', transfer('li'));
    expect(askedNow(taken)).toEqual(['li']);
    expect(codesOf(attempt(taken, 'wang', signIt))).toEqual(['not-your-task']);
  });

  it('may go back to whoever gave it away', () => {
    const back = after(after(open('all', 'li'), 'li', transfer('chen')), 'chen', transfer('li'));
    expect(outcomeOf(attempt(back, 'li', signIt))).toBe('complete');
  });

  it('refuses another of the signers, because nobody counts twice', () => {
    expect(codesOf(attempt(open('all', 'li', 'chen'), 'li', transfer('chen')))).toEqual(['bad-value']);
    const out = after(open('all', 'li', 'chen'), 'li', delegate('zhou'));
    expect(codesOf(attempt(out, 'chen', transfer('li')))).toEqual(['bad-value']);
  });

  it('refuses people, sections and roles that do not exist', () => {
    const signing = open('all', 'li');
    const to = (assignee: { role: string; section?: string }): Operation => ({
      op: 'transfer',
      to: assignee,
    });
    expect(codesOf(attempt(signing, 'li', transfer('ghost')))).toEqual(['unknown-assignee']);
    expect(codesOf(attempt(signing, 'li', to({ role: 'section-head', section: 'moon' })))).toEqual([
      'unknown-assignee',
    ]);
    expect(codesOf(attempt(signing, 'li', to({ role: 'director' })))).toEqual(['nobody-to-act']);
  });
});

describe('delegating (委派)', () => {
  const delegated = after(open('all', 'li'), 'li', delegate('zhou'));

  it('comes back for confirmation before it counts', () => {
    const prepared = attempt(delegated, 'zhou', signIt);
    expect(outcomeOf(prepared)).toBe('goes on');
    const back = after(delegated, 'zhou', signIt);
    expect(back.tasks.some((task) => task.vote !== undefined)).toBe(false);
    expect(taskOf(back, 'li')).toMatchObject({ delegation: 'confirm', parent: 1 });
    expect(outcomeOf(attempt(back, 'li', signIt))).toBe('complete');
  });

  it('comes back to the person who delegated, not to the whole role', () => {
    const byRole = after(openSigning('any', [{ role: 'reviewer' }]), 'li', delegate('zhou'));
    const back = after(byRole, 'zhou', signIt);
    expect(askedNow(back)).toEqual(['li']);
    expect(codesOf(attempt(back, 'wang', signIt))).toEqual(['not-your-task']);
  });

  it('comes back through every delegator when it was delegated again', () => {
    const again = after(delegated, 'zhou', delegate('lin'));
    const toZhou = after(again, 'lin', signIt);
    expect(askedNow(toZhou)).toEqual(['zhou']);
    const toLi = after(toZhou, 'zhou', signIt);
    expect(askedNow(toLi)).toEqual(['li']);
    expect(outcomeOf(attempt(toLi, 'li', signIt))).toBe('complete');
  });

  it('comes back also when the delegate transferred the work', () => {
    const back = after(after(delegated, 'zhou', transfer('lin')), 'lin', signIt);
    expect(askedNow(back)).toEqual(['li']);
  });

  it('does not count in 或签 or open the next in turn until it is confirmed', () => {
    const either = after(open('any', 'li', 'chen'), 'li', delegate('zhou'));
    expect(outcomeOf(attempt(either, 'zhou', signIt))).toBe('goes on');
    const turn = after(after(open('in-turn', 'li', 'chen'), 'li', delegate('zhou')), 'zhou', signIt);
    expect(askedNow(turn)).toEqual(['li']);
    expect(askedNow(after(turn, 'li', signIt))).toEqual(['chen']);
  });

  it('does not let the delegate return the case in the place of the delegator', () => {
    expect(codesOf(attempt(delegated, 'zhou', { op: 'return', note: '材料不全' }))).toEqual(['bad-value']);
    const back = after(delegated, 'zhou', signIt);
    expect(outcomeOf(attempt(back, 'li', { op: 'return', note: '材料不全' }))).toBe('returned');
  });

  it('may ask a fellow signer, whose own vote stays separate', () => {
    const both = after(open('all', 'li', 'chen'), 'li', delegate('chen'));
    const signedOwn = after(both, 'chen', signIt);
    const prepared = after(signedOwn, 'chen', signIt);
    expect(prepared.tasks.filter((task) => task.vote === 'agree')).toHaveLength(1);
    expect(outcomeOf(attempt(prepared, 'li', signIt))).toBe('complete');
  });

  it('lets a delegate pass the work to a fellow signer, because it is not a vote', () => {
    const working = after(open('all', 'li', 'chen'), 'li', delegate('zhou'));
    const passed = after(working, 'zhou', transfer('chen'));
    expect(askedNow(passed)).toEqual(['chen', 'chen']);
    const prepared = after(passed, 'chen', { op: 'sign', task: 4 });
    expect(askedNow(prepared)).toEqual(['chen', 'li']);
  });

  it('leaves a delegate free to be asked for a vote of their own', () => {
    const working = after(open('all', 'li', 'chen'), 'li', delegate('zhou'));
    expect(outcomeOf(attempt(working, 'chen', addSigner('zhou', 'beside')))).toBe('goes on');
    const passedOn = after(working, 'zhou', delegate('lin'));
    expect(outcomeOf(attempt(passedOn, 'chen', addSigner('zhou', 'beside')))).toBe('goes on');
  });

  it('lets somebody who signs for themselves and for another return the case in their own name', () => {
    const both = after(open('all', 'chen', 'li'), 'chen', delegate('li'));
    expect(outcomeOf(attempt(both, 'li', { op: 'return', note: '材料不全' }))).toBe('returned');
  });

  it('refuses oneself and the role that has the task already', () => {
    const byRole = openSigning('any', [{ role: 'reviewer' }]);
    expect(codesOf(attempt(byRole, 'li', delegate('li')))).toEqual(['bad-value']);
    expect(codesOf(attempt(byRole, 'li', { op: 'delegate', to: { role: 'reviewer' } }))).toEqual([
      'bad-value',
    ]);
  });

  it('lets the confirmation be transferred, and given back to the delegator', () => {
    const passed = after(after(delegated, 'zhou', signIt), 'li', transfer('chen'));
    expect(askedNow(after(passed, 'chen', transfer('li')))).toEqual(['li']);
  });
});
