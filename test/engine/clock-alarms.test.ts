import { clockAlarms, clockStatus } from '../../src/engine/clock.js';
import type { ClockFact, ClockRule, Limit, Rung } from '../../src/engine/clock-rule.js';
import { china } from './national-calendar.js';

const to = ['case-owner'];
const fact = (kind: ClockFact['kind'], on: string, more: Partial<ClockFact> = {}): ClockFact => ({
  kind,
  on,
  ...more,
});

interface Ladder {
  remind?: Omit<Rung, 'to'>[];
  escalate?: Omit<Rung, 'to'>[];
}
/** The alarms of a clock as `rung moment`. */
function alarms(
  limit: Limit,
  ladder: Ladder,
  facts: ClockFact[],
  fields?: Record<string, unknown>,
): string[] {
  const rungs = (list: Omit<Rung, 'to'>[] = []): Rung[] => list.map((rung) => ({ ...rung, to }));
  const rule: ClockRule = { limit, remind: rungs(ladder.remind), escalate: rungs(ladder.escalate) };
  return clockAlarms(rule, clockStatus(rule, facts, china, fields), china).map(
    ({ rung, fireAt }) => `${rung} ${fireAt}`,
  );
}

describe('the alarms of a clock', () => {
  const reply: Limit = { workingDays: 20 };
  const started = [fact('start', '2026-03-02')]; // due on Monday 30 March

  it('reminds when duty begins, breaches at midnight and escalates at the end of later working days', () => {
    const ladder = {
      remind: [{ workingDaysBefore: 5 }, { workingDaysBefore: 0 }],
      escalate: [{ workingDaysAfter: 0 }, { workingDaysAfter: 5 }],
    };
    expect(alarms(reply, ladder, started)).toEqual([
      'remind-0 2026-03-23T00:30:00.000Z',
      'remind-1 2026-03-30T00:30:00.000Z',
      'breach 2026-03-30T16:00:00.000Z',
      'escalate-0 2026-03-30T16:00:00.000Z',
      'escalate-1 2026-04-07T16:00:00.000Z', // Monday 6 April is off
    ]);
  });
  it('names kind and place of each rung', () => {
    const rule: ClockRule = {
      limit: reply,
      remind: [{ workingDaysBefore: 1, to }],
      escalate: [{ workingDaysAfter: 1, to }],
    };
    const found = clockAlarms(rule, clockStatus(rule, started, china), china, '09:00');
    expect(found.map(({ kind, index }) => [kind, index])).toEqual([
      ['remind', 0],
      ['breach', 0],
      ['escalate', 0],
    ]);
    expect(found[0]?.fireAt).toBe('2026-03-27T01:00:00.000Z');
  });
  it('reminds on a worked Saturday and skips the holiday before it', () => {
    expect(
      alarms({ workingDays: 4 }, { remind: [{ workingDaysBefore: 1 }] }, [fact('start', '2016-09-28')])[0],
    ).toBe('remind-0 2016-10-08T00:30:00.000Z');
    expect(
      alarms({ workingDays: 3 }, { remind: [{ workingDaysBefore: 1 }] }, [fact('start', '2016-09-28')])[0],
    ).toBe('remind-0 2016-09-30T00:30:00.000Z');
  });
  it('reminds of a deadline on a day off on the working day before', () => {
    expect(
      alarms({ calendarDays: 6 }, { remind: [{ workingDaysBefore: 0 }, { workingDaysBefore: 1 }] }, [
        fact('start', '2026-03-01'),
      ]).slice(0, 2),
    ).toEqual(['remind-0 2026-03-06T00:30:00.000Z', 'remind-1 2026-03-06T00:30:00.000Z']);
  });
  it('counts hours to and from the deadline, at any time of the day', () => {
    const emergency = [fact('start', '2026-10-01', { at: '2026-10-01T12:00:00Z' })];
    expect(
      alarms(
        { hours: 24 },
        { remind: [{ hoursBefore: 4 }], escalate: [{ hoursAfter: 0 }, { hoursAfter: 3 }] },
        emergency,
      ),
    ).toEqual([
      'remind-0 2026-10-02T08:00:00.000Z',
      'breach 2026-10-02T12:00:00.000Z',
      'escalate-0 2026-10-02T12:00:00.000Z',
      'escalate-1 2026-10-02T15:00:00.000Z',
    ]);
  });
  it('wants none before the start, while it waits and after it ended', () => {
    for (const facts of [
      [],
      [...started, fact('pause', '2026-03-06')],
      [...started, fact('stop', '2026-03-06')],
      [...started, fact('void', '2026-03-06')],
    ]) {
      expect(alarms(reply, { remind: [{ workingDaysBefore: 1 }] }, facts)).toEqual([]);
    }
  });
});

describe('alarms at a share of the limit', () => {
  const shares = {
    remind: [{ percent: 50 }, { percent: 80 }],
    escalate: [{ percent: 100 }, { percent: 150 }],
  };

  it('falls at that share of the hours', () => {
    expect(
      alarms({ hours: 10 }, shares, [fact('start', '2026-03-02', { at: '2026-03-02T00:00:00Z' })]),
    ).toEqual([
      'remind-0 2026-03-02T05:00:00.000Z',
      'remind-1 2026-03-02T08:00:00.000Z',
      'breach 2026-03-02T10:00:00.000Z',
      'escalate-0 2026-03-02T10:00:00.000Z',
      'escalate-1 2026-03-02T15:00:00.000Z',
    ]);
  });
  it('does not count the hours of a pause', () => {
    const facts = [
      fact('start', '2026-03-02', { at: '2026-03-02T00:00:00Z' }),
      fact('pause', '2026-03-02', { at: '2026-03-02T04:00:00Z' }),
      fact('resume', '2026-03-02', { at: '2026-03-02T06:00:00Z' }),
    ];
    expect(alarms({ hours: 10 }, shares, facts).slice(0, 3)).toEqual([
      'remind-0 2026-03-02T07:00:00.000Z',
      'remind-1 2026-03-02T10:00:00.000Z',
      'breach 2026-03-02T12:00:00.000Z',
    ]);
  });
  it('falls on the working day on which that share is reached, rounded up', () => {
    expect(alarms({ workingDays: 5 }, shares, [fact('start', '2026-03-02')])).toEqual([
      'remind-0 2026-03-05T00:30:00.000Z', // the third of five days
      'remind-1 2026-03-06T00:30:00.000Z',
      'breach 2026-03-09T16:00:00.000Z',
      'escalate-0 2026-03-09T16:00:00.000Z',
      'escalate-1 2026-03-12T16:00:00.000Z', // the eighth
    ]);
  });
  it('is a share of calendar days or, before a fixed day, of the time', () => {
    expect(alarms({ calendarDays: 10 }, shares, [fact('start', '2026-03-02')])[0]).toBe(
      'remind-0 2026-03-07T00:30:00.000Z',
    );
    expect(alarms({ date: '03-12' }, shares, [fact('start', '2026-03-02')])[0]).toBe(
      'remind-0 2026-03-07T16:00:00.000Z',
    );
    const release = [fact('start', '2026-03-02', { at: '2026-03-02T00:00:00Z' })];
    expect(alarms({ field: 'releaseAt' }, shares, release, { releaseAt: '2026-03-02T10:00:00Z' })[1]).toBe(
      'remind-1 2026-03-02T08:00:00.000Z',
    );
  });
});
