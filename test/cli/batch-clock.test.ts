import { answerClockLine } from '../../src/cli/batch-clock.js';
import { china } from '../engine/national-calendar.js';

const answer = (request: unknown): unknown =>
  JSON.parse(JSON.stringify(answerClockLine(JSON.stringify(request), china)));
const start = { kind: 'start', on: '2016-09-28' };
const limit = { workingDays: 20 };

describe('clock batch', () => {
  it('answers a running clock with its due date and nothing else', () => {
    expect(answer({ limit, facts: [start] })).toEqual({ state: 'running', dueOn: '2016-10-31' });
  });
  it('answers a waiting clock with what is left', () => {
    expect(answer({ limit, facts: [start, { kind: 'pause', on: '2016-10-20' }] })).toEqual({
      state: 'paused',
      workingDaysLeft: 7,
    });
    expect(
      answer({ limit: { calendarDays: 20 }, facts: [start, { kind: 'pause', on: '2016-10-08' }] }),
    ).toEqual({ state: 'paused', calendarDaysLeft: 10 });
  });
  it('answers a clock that ended with how late it was', () => {
    expect(answer({ limit, facts: [start, { kind: 'stop', on: '2016-10-31' }] })).toEqual({
      state: 'stopped',
      dueOn: '2016-10-31',
      stoppedOn: '2016-10-31',
      workingDaysLate: 0,
    });
    expect(answer({ limit, facts: [start, { kind: 'stop', on: '2016-11-02' }] })).toEqual({
      state: 'stopped',
      dueOn: '2016-10-31',
      stoppedOn: '2016-11-02',
      workingDaysLate: 2,
    });
  });
  it('counts pauses, extensions and restarts, without a rule as granted', () => {
    const waited = [start, { kind: 'pause', on: '2016-10-10' }, { kind: 'resume', on: '2016-10-14' }];
    expect(answer({ limit, facts: waited })).toEqual({ state: 'running', dueOn: '2016-11-04' });
    const extend = { kind: 'extend', workingDays: 20, on: '2016-10-17' };
    expect(answer({ limit, facts: [...waited, extend] })).toEqual({ state: 'running', dueOn: '2016-12-02' });
    expect(answer({ limit, facts: [...waited, extend, extend] })).toEqual({
      state: 'running',
      dueOn: '2016-12-30',
    });
    expect(answer({ limit, facts: [start, { kind: 'restart', on: '2016-10-08' }] })).toEqual({
      state: 'running',
      dueOn: '2016-11-03',
    });
  });
  it('keeps to the rule for extensions when the line gives one', () => {
    const extend = { kind: 'extend', workingDays: 20, on: '2016-10-17' };
    expect(answer({ limit, extends: { workingDays: 5, times: 1 }, facts: [start, extend, extend] })).toEqual({
      state: 'running',
      dueOn: '2016-11-07',
    });
  });
  it('answers hours with the moment, and takes a moment for the day', () => {
    const running = { state: 'running', dueOn: '2016-09-29', dueAt: '2016-09-29T16:00:00.000Z' };
    const hours = { hours: 24 };
    const expected = { ...running, dueOn: '2016-09-30', dueAt: '2016-09-29T16:30:00.000Z' };
    expect(answer({ limit: hours, facts: [{ kind: 'start', at: '2016-09-28T16:30:00Z' }] })).toEqual(
      expected,
    );
    expect(answer({ limit: hours, facts: [{ kind: 'start', on: '2016-09-29T00:30:00+08:00' }] })).toEqual(
      expected,
    );
    expect(
      answer({ limit: hours, facts: [{ kind: 'start', on: '2016-09-29', at: '2016-09-28T16:30:00Z' }] }),
    ).toEqual(expected);
    expect(
      answer({
        limit: hours,
        facts: [
          { kind: 'start', at: '2016-09-28T00:00:00Z' },
          { kind: 'pause', at: '2016-09-28T06:00:00Z' },
        ],
      }),
    ).toEqual({ state: 'paused', hoursLeft: 18 });
    expect(
      answer({
        limit: hours,
        facts: [
          { kind: 'start', at: '2016-09-28T00:00:00Z' },
          { kind: 'stop', at: '2016-09-29T01:00:00Z' },
        ],
      }),
    ).toEqual({
      state: 'stopped',
      dueOn: '2016-09-29',
      dueAt: '2016-09-29T00:00:00.000Z',
      stoppedOn: '2016-09-29',
      stoppedAt: '2016-09-29T01:00:00.000Z',
      hoursLate: 1,
    });
  });
  it('answers fixed days and form fields', () => {
    expect(
      answer({ limit: { recurs: { months: [10], days: [5], roll: 'next-working-day' } }, facts: [start] }),
    ).toEqual({ state: 'running', dueOn: '2016-10-08' });
    expect(
      answer({ limit: { field: 'releaseAt' }, fields: { releaseAt: '2016-10-09' }, facts: [start] }),
    ).toEqual({ state: 'running', dueOn: '2016-10-09' });
  });
  it('answers a clock that never started or is void', () => {
    expect(answer({ limit, facts: [] })).toEqual({ state: 'not-started' });
    expect(answer({ limit, facts: [start, { kind: 'void', on: '2016-10-08' }] })).toEqual({ state: 'void' });
  });
  it('marks what rests on days without a notice, in every state', () => {
    const late = { kind: 'start', on: '2026-12-04' };
    expect(answer({ limit, facts: [late] })).toEqual({
      state: 'running',
      dueOn: '2027-01-01',
      provisional: true,
    });
    expect(answer({ limit, facts: [late, { kind: 'pause', on: '2026-12-31' }] })).toEqual({
      state: 'paused',
      workingDaysLeft: 1,
    });
    expect(
      answer({ limit: { workingDays: 30 }, facts: [late, { kind: 'pause', on: '2027-01-04' }] }),
    ).toEqual({ state: 'paused', workingDaysLeft: 9, provisional: true });
    const stopped = { kind: 'stop', on: '2027-01-04' };
    expect(answer({ limit: { workingDays: 19 }, facts: [late, stopped] })).toEqual({
      state: 'stopped',
      dueOn: '2026-12-31',
      stoppedOn: '2027-01-04',
      workingDaysLate: 2,
      provisional: true,
    });
  });
  it('answers a bad line with everything that is wrong with it', () => {
    expect(
      answer({ limit: { workingDays: 20, hours: 1 }, facts: [{ kind: 'begin', on: '2016-02-30' }] }),
    ).toEqual({
      error:
        'The line cannot be read: limit must be one of { workingDays: 20 }, { calendarDays: 20, roll: next-working-day }, { hours: 24 }, { date: "01-31" }, { recurs: { months: [1, 4, 7, 10], days: [5], roll: next-working-day } } or { field: releaseAt }, with whole numbers and days that exist; facts[0].kind must be one of start, stop, pause, resume, restart, extend, correct, void; facts[0].on must be a day that exists, written like 2026-03-02.',
    });
  });
  it.each([
    [{ facts: [] }, 'limit must be'],
    [{ limit }, 'facts must be a list of facts, for example [{"kind":"start","on":"2016-09-28"}]'],
    [{ limit, facts: [{ kind: 'start' }] }, 'facts[0].on must be'],
    [{ limit, facts: ['start'] }, 'facts[0] must be a value of type object'],
    [
      { limit, facts: [start, { kind: 'extend', on: '2016-10-08', calendarDays: 5 }] },
      'facts[1] is in calendarDays, but the limit counts workingDays; give the extension in workingDays.',
    ],
    [
      { limit: { date: '01-31' }, facts: [start, { kind: 'extend', on: '2016-10-08', workingDays: 5 }] },
      'the limit is a fixed day and cannot be extended.',
    ],
    [
      { limit: { hours: 24 }, facts: [start] },
      'The start of 2016-09-28 has no time of day, and this clock counts hours; give the moment in `at`.',
    ],
    [
      { limit: { field: 'releaseAt' }, facts: [start] },
      'The limit is the field releaseAt, which the line does not give; add it to "fields".',
    ],
    [{ limit, facts: [{ kind: 'start', on: '2016-09-28T10:00:00' }] }, 'write date, time and zone'],
    [null, 'must be a value of type object'],
  ])('says what to do about %j', (request, error) => {
    expect(answer(request)).toEqual({ error: expect.stringContaining(error) });
  });
});
