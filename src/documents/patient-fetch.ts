const defaultWaits = [200, 1_000, 3_000];
/** Until the head of an answer has come; a part of 8 MiB passes a line of 1 Mbit/s in about 70 s. */
const patienceMilliseconds = 120_000;

/**
 * A fetch that tries again what an overloaded or restarting server did not do: connection errors, 429 and 5xx. Every
 * request that is made with it must be safe to repeat, and its body must be no stream.
 * @param waits between one attempt and the next, in milliseconds
 */
export function patientFetch(waits: readonly number[] = defaultWaits): typeof fetch {
  return async (input, init) => {
    for (const wait of waits) {
      const answer = await attempt(input, init).catch(() => null);
      if (answer && !isPassing(answer.status)) return answer;
      await answer?.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return attempt(input, init);
  };
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/** The limit holds for the head only: a video that is read slowly is not cut off. */
async function attempt(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patienceMilliseconds);
  try {
    return await fetch(input, { ...init, signal: abort.signal });
  } finally {
    clearTimeout(timer);
  }
}
