import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until `check` holds, that is, until it neither throws nor answers false.
 * The limit only keeps a broken promise from hanging the run; it says nothing about speed.
 * @param options within: milliseconds
 * @returns what `check` answered
 * @throws what `check` threw last, or that it stayed false
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: { within?: number } = {},
): Promise<T> {
  const within = options.within ?? 20_000;
  const deadline = Date.now() + within;
  for (;;) {
    try {
      const answer = await check();
      if (answer !== false) return answer;
      if (Date.now() > deadline) throw new Error(`still not true after ${within} ms: ${check.toString()}`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await pause(20);
  }
}
