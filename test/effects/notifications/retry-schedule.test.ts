import { probeAfterSeconds, retrySchedule } from '../../../src/effects/notifications/retry-schedule.js';

describe('sending again after a temporary failure', () => {
  it('waits 1, 5, 15 and 30 minutes, then an hour each time', () => {
    const waits = [1, 2, 3, 4, 5, 6, 75].map((attempt) => retrySchedule(attempt));
    expect(waits).toEqual(
      [1, 5, 15, 30, 60, 60, 60].map((afterMinutes) => ({ kind: 'retry', afterMinutes })),
    );
  });

  it('gives up when another wait would go beyond 72 hours, and not an attempt earlier', () => {
    let waitedMinutes = 0;
    let attempt = 1;
    for (let plan = retrySchedule(attempt); plan.kind === 'retry'; plan = retrySchedule(attempt)) {
      waitedMinutes += plan.afterMinutes;
      attempt += 1;
    }
    expect(attempt).toBe(76);
    expect(waitedMinutes).toBe(4311); // 71 h 51 min; one more hour would pass 4320
    expect(retrySchedule(500)).toEqual({ kind: 'give-up' });
  });

  it.each([0, -1, 1.5, Number.NaN])('does not take %p for a number of attempts', (attempt) => {
    expect(() => retrySchedule(attempt)).toThrow(RangeError);
  });
});

describe('the pause of all mail after a server fault', () => {
  it('grows to a minute and stays there, so that mail flows again soon after the relay does', () => {
    expect([1, 2, 3, 4, 100].map(probeAfterSeconds)).toEqual([5, 15, 30, 60, 60]);
  });
});
