import { Worker } from 'node:worker_threads';
import type { ThreadLaunch } from './launch-thread.js';

export interface ThreadLimits {
  /** Of the thread's heap; memory that libraries hold outside it is bounded by the sizes of files and parts. */
  memoryMebibytes: number;
  timeSeconds: number;
}

/** A thread was ended, or ended itself, before it answered. */
export class ThreadFailed extends Error {
  override readonly name = 'ThreadFailed';
  constructor(
    readonly code: 'timed-out' | 'out-of-memory' | 'crashed',
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/**
 * Gives a thread of its own one task and waits for its one answer, so that a file made to crash or exhaust a program
 * takes nothing else with it. The thread is gone when this ends, and nothing of one task is left for the next.
 * @throws ThreadFailed
 */
export async function askThread<Answer>(
  launch: ThreadLaunch,
  task: unknown,
  limits: ThreadLimits,
): Promise<Answer> {
  const worker = new Worker(launch.entry, {
    workerData: task,
    execArgv: launch.flags,
    env: {}, // it has no use for passwords and addresses
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMebibytes, maxYoungGenerationSizeMb: 64 },
  });
  try {
    return await answerOf<Answer>(worker, limits.timeSeconds);
  } finally {
    await worker.terminate();
  }
}

function answerOf<Answer>(worker: Worker, timeSeconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outOfTime = (): void => reject(new ThreadFailed('timed-out'));
    const timer = setTimeout(outOfTime, timeSeconds * 1000);
    worker.once('message', (answer: Answer) => resolve(answer));
    worker.once('error', (cause: NodeJS.ErrnoException) => reject(failureOf(cause)));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new ThreadFailed('crashed')); // without effect when there was an answer
    });
  });
}

function failureOf(cause: NodeJS.ErrnoException): ThreadFailed {
  const isMemory = cause.code === 'ERR_WORKER_OUT_OF_MEMORY' || /allocation failed/i.test(cause.message);
  return new ThreadFailed(isMemory ? 'out-of-memory' : 'crashed', { cause });
}
