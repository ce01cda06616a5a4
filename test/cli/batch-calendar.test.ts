import { answerCalendarLine } from '../../src/cli/batch-calendar.js';
import { china } from '../engine/national-calendar.js';

const answer = (request: unknown): unknown =>
  JSON.parse(JSON.stringify(answerCalendarLine(JSON.stringify(request), china)));

describe('calendar batch', () => {
  it('adds working days', () => {
    expect(answer({ op: 'add', start: '2016-09-28', days: 3 })).toEqual({ result: '2016-10-08' });
    expect(answer({ op: 'add', start: '2016-10-08', days: -1 })).toEqual({ result: '2016-09-30' });
    expect(answer({ op: 'add', start: '2016-10-01', days: 0 })).toEqual({ result: '2016-10-01' });
  });
  it('counts working days after the first date up to the second', () => {
    expect(answer({ op: 'between', from: '2016-09-28', to: '2016-10-08' })).toEqual({ result: 3 });
    expect(answer({ op: 'between', from: '2016-10-08', to: '2016-10-08' })).toEqual({ result: 0 });
  });
  it('says whether a day is a working day', () => {
    expect(answer({ op: 'is', date: '2016-10-08' })).toEqual({ result: true });
    expect(answer({ op: 'is', date: '2016-10-07' })).toEqual({ result: false });
  });
  it('marks an answer that rests on days without a notice', () => {
    expect(answer({ op: 'add', start: '2026-12-04', days: 20 })).toEqual({
      result: '2027-01-01',
      provisional: true,
    });
    expect(answer({ op: 'add', start: '2026-12-03', days: 20 })).toEqual({ result: '2026-12-31' });
    expect(answer({ op: 'between', from: '2026-12-31', to: '2027-01-04' })).toEqual({
      result: 2,
      provisional: true,
    });
    expect(answer({ op: 'is', date: '2027-10-01' })).toEqual({ result: true, provisional: true });
    expect(answer({ op: 'is', date: '2006-12-29' })).toEqual({ result: true, provisional: true });
  });
  it('marks by the days that it looked at: not the start, stepping forward or back', () => {
    expect(answer({ op: 'add', start: '2006-12-31', days: 1 })).toEqual({ result: '2007-01-04' });
    expect(answer({ op: 'add', start: '2027-01-01', days: -1 })).toEqual({ result: '2026-12-31' });
    expect(answer({ op: 'add', start: '2027-01-02', days: -2 })).toEqual({
      result: '2026-12-31',
      provisional: true,
    });
  });
  it.each([
    ['', 'The line is empty; write one JSON object per line.'],
    ['{"op":"is"', /^The line is not JSON .*; write one JSON object per line\.$/],
    ['[]', /^The line cannot be read: it must be one of \{"op":"add"/],
    ['{"op":"is"}', 'The line cannot be read: date must be a date, for example "2026-03-02".'],
    ['{"op":"is","date":"2026-02-30"}', '2026-02-30 is not a day that exists; check the day and the month.'],
    [
      '{"op":"is","date":"30.2.2026"}',
      '"30.2.2026" is not a date; write it as year-month-day with zeros, for example 2026-03-02.',
    ],
    [
      '{"op":"is","date":"2026-03-02","zone":"x"}',
      'The line cannot be read: it has unknown keys (zone); remove or correct them.',
    ],
    ['{"op":"add","start":"2026-03-02","days":1.5}', '1.5 is not a whole number of days.'],
    [
      '{"op":"add","start":2,"days":"3"}',
      'The line cannot be read: start must be a date, for example "2026-03-02"; days must be a whole number, negative to step back.',
    ],
    [
      '{"op":"between","from":"2026-03-03","to":"2026-03-02"}',
      '2026-03-03 lies after 2026-03-02; give the earlier date first.',
    ],
  ])('answers the bad line %s with what to do', (line, error) => {
    expect(answerCalendarLine(line, china)).toEqual({
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    });
  });
  it('shows the operations that there are', () => {
    expect(answer({ op: 'subtract' })).toEqual({
      error: expect.stringContaining('op must be one of {"op":"add","start":…,"days":…}'),
    });
  });
});
