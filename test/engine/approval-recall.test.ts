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
  transfer,
} from './approval-bureau.js';

describe('copying and nudging (抄送, 催办)', () => {
  it('copies each once and asks nothing of them', () => {
    const to = [named('zhou'), { role: 'leader' }, named('zhou')];
    const copied = after(open('all', 'li'), 'li', { op: 'copy', to });
    expect(copied.copies).toEqual([named('zhou'), { role: 'leader' }]);
    expect(askedNow(copied)).toEqual(['li']);
    expect(codesOf(attempt(copied, 'zhou', signIt))).toEqual(['not-your-task']);
  });

  it('copies for the sender and the signers only, to people who exist, and tells all faults at once', () => {
    const copy: Operation = { op: 'copy', to: [named('ghost'), { role: 'director' }] };
    expect(codesOf(attempt(open('all', 'li'), 'zhou', copy))).toEqual([
      'not-your-task',
      'unknown-assignee',
      'nobody-to-act',
    ]);
    expect(outcomeOf(attempt(open('all', 'li'), 'drafter', { op: 'copy', to: [named('zhou')] }))).toBe(
      'goes on',
    );
    expect(codesOf(attempt(open('all', 'li'), 'li', { op: 'copy', to: [] }))).toEqual(['missing-need']);
  });

  it('may inform the drafter, who is only barred from deciding', () => {
    expect(outcomeOf(attempt(open('all', 'li'), 'li', { op: 'copy', to: [named('drafter')] }))).toBe(
      'goes on',
    );
  });

  it('logs every nudge with who, when and what was said', () => {
    const once = after(open('all', 'li'), 'lin', { op: 'nudge', note: '电话催办' });
    const twice = after(once, 'lin', { op: 'nudge' });
    expect(twice.nudges).toEqual([
      { by: 'lin', at: '2026-03-02T01:00:00.000Z', note: '电话催办' },
      { by: 'lin', at: '2026-03-02T01:00:00.000Z' },
    ]);
    expect(twice.tasks).toEqual(once.tasks);
  });
});

describe('recalling (撤回) and returning (退回)', () => {
  const recall: Operation = { op: 'recall', note: '附件有误' };

  it('recalls for the sender with a note and withdraws every task', () => {
    const result = attempt(open('in-turn', 'li', 'chen'), 'drafter', recall);
    expect(outcomeOf(result)).toBe('recalled');
    expect(result.kind === 'next' && result.signing.tasks.map((task) => task.state)).toEqual([
      'withdrawn',
      'withdrawn',
    ]);
  });

  it.each([
    ['signing', signIt],
    ['handing over', transfer('zhou')],
    ['delegating', delegate('zhou')],
    ['adding a signer', addSigner('zhou', 'beside')],
  ])('is too late after %s', (_, operation) => {
    const acted = after(open('all', 'li', 'chen'), 'li', operation);
    expect(codesOf(attempt(acted, 'drafter', recall))).toEqual(['too-late-to-recall']);
  });

  it('is not too late after a copy or a nudge', () => {
    const copied = after(open('all', 'li'), 'li', { op: 'copy', to: [named('zhou')] });
    expect(outcomeOf(attempt(after(copied, 'lin', { op: 'nudge' }), 'drafter', recall))).toBe('recalled');
  });

  it('tells every reason at once', () => {
    const acted = after(open('all', 'li', 'chen'), 'li', signIt);
    expect(codesOf(attempt(acted, 'zhou', { op: 'recall', note: ' ' }))).toEqual([
      'note-required',
      'not-your-task',
      'too-late-to-recall',
    ]);
    expect(codesOf(attempt(open('all', 'li'), 'zhou', { op: 'transfer', to: named('ghost') }))).toEqual([
      'not-your-task',
      'unknown-assignee',
    ]);
  });

  it('cannot be recalled by anybody when the service moved the case', () => {
    expect(codesOf(attempt(openSigning('all', [named('li')]), 'drafter', recall))).toEqual(['not-your-task']);
  });

  it('returns for a signer with a reason and closes every task', () => {
    const signed = after(open('in-turn', 'li', 'chen', 'zhao'), 'li', signIt);
    const result = attempt(signed, 'chen', { op: 'return', note: '补充依据' });
    expect(outcomeOf(result)).toBe('returned');
    expect(result.kind === 'next' && result.signing.tasks.map((task) => task.state)).toEqual([
      'done',
      'withdrawn',
      'withdrawn',
    ]);
  });

  it('refuses a return without a reason or by somebody whose turn it is not', () => {
    expect(codesOf(attempt(open('all', 'li'), 'li', { op: 'return', note: '' }))).toEqual(['note-required']);
    expect(codesOf(attempt(open('in-turn', 'li', 'chen'), 'chen', { op: 'return', note: '补充' }))).toEqual([
      'not-your-turn',
    ]);
  });
});
