import { explainClock, type Derivation } from '../../src/engine/clock.js';
import type { ClockFact } from '../../src/engine/clock-rule.js';
import { china } from './national-calendar.js';

const fact = (kind: ClockFact['kind'], on: string, more: Partial<ClockFact> = {}): ClockFact => ({
  kind,
  on,
  ...more,
});
const explain = (workingDays: number, ...facts: ClockFact[]) =>
  explainClock(
    { limit: { workingDays }, law: 'regs-2019 art. 33', extends: { workingDays: 20, times: 1 } },
    facts,
    china,
  );
const told = ({ days }: Derivation) =>
  days.map(({ date, counted, why }) => `${date} ${counted ?? '-'} ${why}`);

describe('the explanation of a date', () => {
  it('names every day, whether it counts, why, and the notice behind it', () => {
    const { days } = explain(3, fact('start', '2016-09-28'));
    const notice = '国办发明电〔2015〕18号';
    const holidays = ['01', '02', '03', '04', '05', '06', '07'].map((day) => ({
      date: `2016-10-${day}`,
      counted: null,
      why: 'holiday',
      notice,
    }));
    expect(days).toEqual([
      { date: '2016-09-28', counted: null, why: 'start-day' },
      { date: '2016-09-29', counted: 1, why: 'working-day' },
      { date: '2016-09-30', counted: 2, why: 'working-day' },
      ...holidays,
      { date: '2016-10-08', counted: 3, why: 'make-up-day', notice },
    ]);
  });
  it('carries the law, the calendar and the grounds of every pause and extension', () => {
    const asked = { by: 'li', basis: 'regs-2019 art. 32', evidence: 'letter 7' };
    const derivation = explain(
      20,
      fact('start', '2026-03-02', { by: 'wang' }),
      fact('pause', '2026-03-06', asked),
      fact('resume', '2026-03-20'),
      fact('extend', '2026-03-25', { workingDays: 5, by: 'chen' }),
    );
    expect(derivation).toMatchObject({
      law: 'regs-2019 art. 33',
      calendar: { region: 'CN', version: 'cn-2026', covers: { from: '2007-01-01', to: '2026-12-31' } },
      status: { state: 'running', dueOn: '2026-04-21' },
      provisional: false,
      unit: 'workingDays',
      total: 25,
      started: { on: '2026-03-02', by: 'wang' },
      pauses: [
        { kind: 'pause', on: '2026-03-06', ...asked },
        { kind: 'resume', on: '2026-03-20' },
      ],
      extensions: [{ on: '2026-03-25', by: 'chen', amount: 5 }],
    });
    expect(derivation.days.filter(({ why }) => why === 'paused')).toHaveLength(14);
  });
  it('ends with the day on which the clock began to wait', () => {
    expect(told(explain(20, fact('start', '2026-03-02'), fact('pause', '2026-03-03')))).toEqual([
      '2026-03-02 - start-day',
      '2026-03-03 1 working-day',
    ]);
  });
  it('begins with a restart and still names the start', () => {
    const derivation = explain(
      1,
      fact('start', '2026-03-02'),
      fact('restart', '2026-03-09', { basis: 'supplement received' }),
    );
    expect(told(derivation)).toEqual(['2026-03-09 - restart-day', '2026-03-10 1 working-day']);
    expect(derivation).toMatchObject({
      started: { on: '2026-03-02' },
      restarts: [{ on: '2026-03-09', basis: 'supplement received' }],
    });
  });
  it('tells the days of a late stop', () => {
    expect(told(explain(1, fact('start', '2026-03-05'), fact('stop', '2026-03-09')))).toEqual([
      '2026-03-05 - start-day',
      '2026-03-06 1 working-day',
      '2026-03-07 - weekend',
      '2026-03-08 - weekend',
      '2026-03-09 - late',
    ]);
  });
  it('marks the days for which no notice has been issued', () => {
    const derivation = explain(1, fact('start', '2026-12-31'));
    expect(derivation.provisional).toBe(true);
    expect(derivation.days.at(-1)).toEqual({
      date: '2027-01-01',
      counted: 1,
      why: 'working-day',
      provisional: true,
    });
  });
  it('shows the days over which a period of calendar days and a fixed day roll', () => {
    const rolled = explainClock(
      { limit: { calendarDays: 2, roll: 'next-working-day' } },
      [fact('start', '2026-03-05')],
      china,
    );
    expect(told(rolled)).toEqual([
      '2026-03-05 - start-day',
      '2026-03-06 1 calendar-day',
      '2026-03-07 2 calendar-day',
      '2026-03-08 - rolled',
      '2026-03-09 - rolled',
    ]);
    const quarterly = explainClock(
      { limit: { recurs: { months: [10], days: [5], roll: 'next-working-day' } } },
      [fact('start', '2026-09-30')],
      china,
    );
    expect(told(quarterly)).toEqual([
      '2026-09-30 - start-day',
      '2026-10-05 - fixed-deadline',
      '2026-10-06 - rolled',
      '2026-10-07 - rolled',
      '2026-10-08 - rolled',
    ]);
  });
  it('tells hours as stretches of time', () => {
    const at = (kind: ClockFact['kind'], moment: string) => fact(kind, moment.slice(0, 10), { at: moment });
    const facts = [
      at('start', '2026-03-02T00:00:00Z'),
      at('pause', '2026-03-02T04:00:00Z'),
      at('resume', '2026-03-02T06:00:00Z'),
      at('stop', '2026-03-02T13:00:00Z'),
    ];
    const explained = (count: number) => explainClock({ limit: { hours: 10 } }, facts.slice(0, count), china);
    expect(explained(4).spans.map(({ why, hours }) => [why, hours])).toEqual([
      ['running', 4],
      ['paused', 2],
      ['running', 6],
      ['late', 1],
    ]);
    expect(explained(4).days).toEqual([]);
    expect(explained(2).spans.at(-1)).toEqual({
      from: '2026-03-02T04:00:00.000Z',
      until: null,
      why: 'paused',
      hours: null,
    });
  });
  it('has nothing to tell of a clock that never started, is void, or waits for its field', () => {
    expect(explain(20).days).toEqual([]);
    expect(explain(20, fact('start', '2026-03-02'), fact('void', '2026-03-03')).days).toEqual([]);
    const waiting = explainClock({ limit: { field: 'releaseAt' } }, [fact('start', '2026-03-02')], china, {});
    expect(waiting).toMatchObject({
      status: { state: 'not-started', waitsFor: 'releaseAt' },
      days: [],
      spans: [],
    });
  });
});
