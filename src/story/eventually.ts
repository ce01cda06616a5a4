const longestMilliseconds = 30_000;
const pauseMilliseconds = 100;

/** Asks until there is an answer, for half a minute at most. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const end = performance.now() + longestMilliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}
