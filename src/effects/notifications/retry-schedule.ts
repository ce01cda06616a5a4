export type RetryPlan = { kind: 'retry'; afterMinutes: number } | { kind: 'give-up' };

const firstWaitsMinutes = [1, 5, 15, 30];
const laterWaitMinutes = 60;
/** Relays keep trying for days (RFC 5321 4.5.4.1); after three, a person must be told another way. */
const patienceMinutes = 72 * 60;

/**
 * When to send again after a temporary failure: 1, 5, 15 and 30 minutes, then every hour until 72 hours have been waited.
 * @param attempt how many attempts have failed so far, from 1
 */
export function retrySchedule(attempt: number): RetryPlan {
  if (!Number.isInteger(attempt) || attempt < 1) {
    throw new RangeError(`The number of failed attempts must be a whole number from 1, not ${attempt}.`);
  }
  if (waitedMinutes(attempt) > patienceMinutes) return { kind: 'give-up' };
  return { kind: 'retry', afterMinutes: firstWaitsMinutes[attempt - 1] ?? laterWaitMinutes };
}

/** All the waiting up to and including the wait after this attempt. */
function waitedMinutes(attempt: number): number {
  const first = firstWaitsMinutes.slice(0, attempt).reduce((sum, minutes) => sum + minutes, 0);
  return first + Math.max(0, attempt - firstWaitsMinutes.length) * laterWaitMinutes;
}

const probeWaitsSeconds = [5, 15, 30];

/**
 * How long all mail pauses after a server fault before one mail may try again. Such a try burns no attempt of that mail.
 * @param faultsInARow server faults since the relay last worked, from 1
 * @returns seconds: 5, 15, 30, then 60
 */
export function probeAfterSeconds(faultsInARow: number): number {
  return probeWaitsSeconds[faultsInARow - 1] ?? 60;
}
