import { clockStatus, factsKnownAt } from '../../src/engine/clock.js';
import type { ClockFact, ClockRule } from '../../src/engine/clock-rule.js';
import { china, chinaBeforeTheEpidemic } from './national-calendar.js';

/** 2019 Regulations art. 33: twenty working days, once extended by at most twenty. */
const reply: Pick<ClockRule, 'limit' | 'extends'> = {
  limit: { workingDays: 20 },
  extends: { workingDays: 20, times: 1 },
};
const fact = (kind: ClockFact['kind'], on: string, more: Partial<ClockFact> = {}): ClockFact => ({
  kind,
  on,
  ...more,
});
const statusOf = (...facts: ClockFact[]) => clockStatus(reply, facts, china);
const started = fact('start', '2026-03-02');

describe('the reply clock (Regulations art. 33)', () => {
  it('is due twenty working days after receipt, at the end of that day in the bureau', () => {
    expect(statusOf(started)).toMatchObject({
      state: 'running',
      dueOn: '2026-03-30',
      dueAt: '2026-03-30T16:00:00.000Z',
      provisional: false,
      ignored: [],
    });
  });
  it('does not run before it starts', () => {
    expect(statusOf()).toEqual({ state: 'not-started' });
    expect(statusOf(fact('pause', '2026-03-02'))).toEqual({ state: 'not-started' });
  });
  it('does not count the ten working days that a third party takes to answer', () => {
    // Twenty working days end on 30 March, ten more on 14 April: Monday the 6th is off for Tomb-Sweeping Day.
    const asked = fact('pause', '2026-03-06');
    expect(statusOf(started, asked)).toMatchObject({
      state: 'paused',
      workingDaysLeft: 16,
      pausedOn: '2026-03-06',
    });
    expect(statusOf(started, asked, fact('resume', '2026-03-20'))).toMatchObject({
      state: 'running',
      dueOn: '2026-04-14',
    });
  });
  it('counts the day of the letter and not the day of the answer', () => {
    const sameDay = statusOf(started, fact('pause', '2026-03-06'), fact('resume', '2026-03-06'));
    const nextDay = statusOf(started, fact('pause', '2026-03-05'), fact('resume', '2026-03-06'));
    expect([sameDay, nextDay]).toMatchObject([{ dueOn: '2026-03-30' }, { dueOn: '2026-03-31' }]);
  });
  it('takes two consultations at once for one pause, from the first letter to the last answer', () => {
    const both = [fact('pause', '2026-03-06'), fact('pause', '2026-03-10'), fact('resume', '2026-03-13')];
    expect(statusOf(started, ...both)).toMatchObject({ state: 'paused', workingDaysLeft: 16 });
    expect(statusOf(started, ...both, fact('resume', '2026-03-20'))).toMatchObject({ dueOn: '2026-04-14' });
  });
  it('changes nothing when it is paused on the due day or later', () => {
    for (const on of ['2026-03-30', '2026-04-01']) {
      const status = statusOf(started, fact('pause', on), fact('resume', '2026-04-20'));
      expect(status).toMatchObject({ state: 'running', dueOn: '2026-03-30' });
      expect(status).toMatchObject({
        ignored: [
          { index: 1, kind: 'pause', on, reason: 'pause-after-deadline' },
          { index: 2, kind: 'resume', on: '2026-04-20', reason: 'not-paused' },
        ],
      });
    }
  });
  it('waits when it is paused on the day before the due day', () => {
    expect(statusOf(started, fact('pause', '2026-03-27'))).toMatchObject({
      state: 'paused',
      workingDaysLeft: 1,
    });
  });
  it('counts the full limit anew from a supplemented request, and keeps an extension already granted', () => {
    const supplement = fact('restart', '2026-03-16');
    expect(statusOf(started, supplement)).toMatchObject({ dueOn: '2026-04-14' });
    expect(statusOf(started, fact('extend', '2026-03-10', { workingDays: 5 }), supplement)).toMatchObject({
      dueOn: '2026-04-21',
    });
  });
  it('counts anew even after the deadline, and does not bring to life what came too late before', () => {
    const late = [fact('extend', '2026-04-01', { workingDays: 20 }), fact('pause', '2026-04-02')];
    expect(statusOf(started, ...late, fact('restart', '2026-04-07'))).toMatchObject({
      state: 'running',
      dueOn: '2026-05-08',
      ignored: [{ reason: 'extension-after-deadline' }, { reason: 'pause-after-deadline' }],
    });
  });
  it('still waits after a restart for an answer that is outstanding', () => {
    const waiting = [fact('pause', '2026-03-06'), fact('restart', '2026-03-16')];
    expect(statusOf(started, ...waiting)).toMatchObject({ state: 'paused', workingDaysLeft: 20 });
    expect(statusOf(started, ...waiting, fact('resume', '2026-03-20'))).toMatchObject({
      dueOn: '2026-04-20',
    });
  });
  it('ignores a second start and a restart of what never started', () => {
    expect(statusOf(started, fact('start', '2026-03-09'))).toMatchObject({
      dueOn: '2026-03-30',
      ignored: [{ index: 1, reason: 'already-started' }],
    });
    expect(statusOf(fact('restart', '2026-03-02'))).toEqual({ state: 'not-started' });
  });
});

describe('an extension', () => {
  const extend = (on: string, workingDays = 20) => fact('extend', on, { workingDays });

  it('counts on the due day itself and not after it', () => {
    expect(statusOf(started, extend('2026-03-30'))).toMatchObject({ dueOn: '2026-04-28', ignored: [] });
    expect(statusOf(started, extend('2026-03-31'))).toMatchObject({
      dueOn: '2026-03-30',
      ignored: [{ index: 1, kind: 'extend', on: '2026-03-31', reason: 'extension-after-deadline' }],
    });
  });
  it('makes a pause of the same last day count, whichever was written first', () => {
    const [granted, asked] = [extend('2026-03-30'), fact('pause', '2026-03-30')];
    for (const facts of [
      [granted, asked],
      [asked, granted],
    ]) {
      expect(statusOf(started, ...facts)).toMatchObject({ state: 'paused', workingDaysLeft: 20 });
    }
  });
  it('counts as often as the rule allows', () => {
    expect(statusOf(started, extend('2026-03-10', 5), extend('2026-03-11', 5))).toMatchObject({
      dueOn: '2026-04-07',
      ignored: [{ index: 2, reason: 'extension-beyond-times' }],
    });
  });
  it('counts up to what the rule allows', () => {
    expect(statusOf(started, extend('2026-03-10', 30))).toMatchObject({
      dueOn: '2026-04-28',
      ignored: [{ index: 1, reason: 'extension-beyond-maximum' }],
    });
  });
  it('has no effect without a rule or in another unit', () => {
    const facts = [started, extend('2026-03-10', 5)];
    expect(clockStatus({ limit: { workingDays: 20 } }, facts, china)).toMatchObject({
      dueOn: '2026-03-30',
      ignored: [{ reason: 'extension-not-provided' }],
    });
    expect(statusOf(started, fact('extend', '2026-03-10', { calendarDays: 5 }))).toMatchObject({
      dueOn: '2026-03-30',
      ignored: [{ reason: 'wrong-unit' }],
    });
  });
  it('counts while the clock waits, even after the day on which it would have been due', () => {
    const waiting = [started, fact('pause', '2026-03-06'), extend('2026-04-20', 10)];
    expect(statusOf(...waiting)).toMatchObject({ state: 'paused', workingDaysLeft: 26 });
  });
});

describe('how a clock ends', () => {
  it('is on time when the reply is sent on the due day', () => {
    expect(statusOf(started, fact('stop', '2026-03-30'))).toMatchObject({
      state: 'stopped',
      dueOn: '2026-03-30',
      stoppedOn: '2026-03-30',
      isLate: false,
      workingDaysLate: 0,
    });
  });
  it('is late by the working days between the due day and the reply', () => {
    expect(statusOf(started, fact('stop', '2026-04-07'))).toMatchObject({ isLate: true, workingDaysLate: 5 });
  });
  it('is late on the Saturday after a due Friday, although no working day lies between', () => {
    const status = clockStatus({ limit: { workingDays: 4 } }, [started, fact('stop', '2026-03-07')], china);
    expect(status).toMatchObject({ dueOn: '2026-03-06', isLate: true, workingDaysLate: 0 });
  });
  it('stays as it was after the reply: nothing later moves it', () => {
    const later = [
      fact('resume', '2026-04-01'),
      fact('restart', '2026-04-02'),
      fact('void', '2026-04-03'),
      fact('stop', '2026-04-07'),
    ];
    const status = statusOf(started, fact('stop', '2026-03-27'), ...later);
    expect(status).toMatchObject({ state: 'stopped', dueOn: '2026-03-30', stoppedOn: '2026-03-27' });
    expect('ignored' in status && status.ignored.map(({ reason }) => reason)).toEqual(
      Array(4).fill('already-ended'),
    );
  });
  it('tells the deadline of a clock that was stopped while it waited as if the wait had ended then', () => {
    expect(statusOf(started, fact('pause', '2026-03-06'), fact('stop', '2026-03-20'))).toMatchObject({
      state: 'stopped',
      dueOn: '2026-04-14',
      workingDaysLate: 0,
    });
  });
  it('is on time when what it asks for was done before it began', () => {
    expect(statusOf(started, fact('stop', '2026-02-27'))).toMatchObject({
      state: 'stopped',
      dueOn: '2026-03-30',
      workingDaysLate: 0,
    });
  });
  it('is void when the request is withdrawn', () => {
    expect(statusOf(started, fact('void', '2026-03-10'))).toEqual({
      state: 'void',
      voidedOn: '2026-03-10',
      ignored: [],
    });
  });
});

describe('the ledger', () => {
  it('keeps the wrong line and counts with its correction', () => {
    const ledger = [started, fact('correct', '2026-02-27', { corrects: 0 })];
    expect(statusOf(...ledger)).toMatchObject({ dueOn: '2026-03-26' });
    expect(ledger[0]).toEqual({ kind: 'start', on: '2026-03-02' });
  });
  it('counts with the latest correction, of an amount too', () => {
    const extended = [started, fact('extend', '2026-03-10', { workingDays: 5 })];
    const corrections = [
      fact('correct', '2026-03-10', { corrects: 1, workingDays: 8 }),
      fact('correct', '2026-03-10', { corrects: 1, workingDays: 10 }),
    ];
    expect(statusOf(...extended, ...corrections)).toMatchObject({ dueOn: '2026-04-14' });
    expect(statusOf(...extended, fact('correct', '2026-03-11', { corrects: 1 }))).toMatchObject({
      dueOn: '2026-04-07',
    });
  });
  it('reports a correction of a line that does not exist or that is itself a correction', () => {
    const corrections = [
      fact('correct', '2026-02-27', { corrects: 7 }),
      fact('correct', '2026-02-27', { corrects: 1 }),
    ];
    expect(statusOf(started, ...corrections)).toMatchObject({
      dueOn: '2026-03-30',
      ignored: [
        { index: 1, reason: 'corrects-nothing' },
        { index: 2, reason: 'corrects-nothing' },
      ],
    });
  });
  it('counts facts in the order in which they happened, not in which they were typed', () => {
    const facts = [fact('resume', '2026-03-20'), started, fact('pause', '2026-03-06')];
    expect(statusOf(...facts)).toMatchObject({ dueOn: '2026-04-14', ignored: [] });
  });
  it('can be told again as it was known on an earlier day', () => {
    const ledger = [
      fact('start', '2026-03-02', { recordedAt: '2026-03-02T02:00:00.000Z' }),
      fact('pause', '2026-03-06', { recordedAt: '2026-03-12T02:00:00.000Z' }),
      fact('resume', '2026-03-20', { recordedAt: '2026-03-20T02:00:00.000Z' }),
      fact('correct', '2026-03-09', { corrects: 1, recordedAt: '2026-03-23T02:00:00.000Z' }),
    ];
    const known = (at: string) => statusOf(...factsKnownAt(ledger, at));
    expect(known('2026-03-11T00:00:00Z')).toMatchObject({ state: 'running', dueOn: '2026-03-30' });
    expect(known('2026-03-13T00:00:00Z')).toMatchObject({ state: 'paused', workingDaysLeft: 16 });
    expect(known('2026-03-21T00:00:00Z')).toMatchObject({ state: 'running', dueOn: '2026-04-14' });
    expect(known('2026-03-24T00:00:00Z')).toMatchObject({ state: 'running', dueOn: '2026-04-13' });
  });
  it('knows a fact from the moment at which it was recorded, and what a correction corrects although lines between are not known yet', () => {
    const ledger = [
      fact('pause', '2026-03-06', { recordedAt: '2026-03-20T02:00:00.000Z' }),
      fact('start', '2026-03-02', { recordedAt: '2026-03-02T02:00:00.000Z' }),
      fact('correct', '2026-02-27', { corrects: 1, recordedAt: '2026-03-09T02:00:00.000Z' }),
    ];
    const known = (at: string) => statusOf(...factsKnownAt(ledger, at));
    expect(known('2026-03-02T01:59:59Z')).toEqual({ state: 'not-started' });
    expect(known('2026-03-02T02:00:00Z')).toMatchObject({ dueOn: '2026-03-30' });
    expect(known('2026-03-09T02:00:00Z')).toMatchObject({ dueOn: '2026-03-26', ignored: [] });
  });
  it('gives another date under another calendar and says which days are provisional', () => {
    const facts = [fact('start', '2020-01-22')];
    expect(clockStatus(reply, facts, chinaBeforeTheEpidemic)).toMatchObject({ dueOn: '2020-02-25' });
    expect(clockStatus(reply, facts, china)).toMatchObject({ dueOn: '2020-02-27' });
    expect(statusOf(fact('start', '2026-12-04'))).toMatchObject({ dueOn: '2027-01-01', provisional: true });
    expect(statusOf(fact('start', '2026-12-03'))).toMatchObject({ dueOn: '2026-12-31', provisional: false });
    const inTime = statusOf(fact('start', '2026-12-04'), fact('stop', '2026-12-25'));
    expect(inTime).toMatchObject({ state: 'stopped', dueOn: '2027-01-01', provisional: true });
  });
});
