import { Worker } from 'node:worker_threads';
import { type AcceptedFormat } from '../../documents/document-kinds.js';
import { type Extraction } from '../passage.js';
import { ExtractionFailed } from './extraction-failed.js';
import { defaultExtractionLimits, type ExtractionLimits } from './extraction-limits.js';
import { type ExtractionAnswer, type ExtractionTask } from './extraction-task.js';
import { threadLaunch, type ThreadLaunch } from './launch-thread.js';

export interface WorkerLimits {
  /** Of the thread's heap; memory that libraries hold outside it is bounded by the sizes of files and parts. */
  memoryMebibytes: number;
  timeSeconds: number;
}

export const defaultWorkerLimits: WorkerLimits = { memoryMebibytes: 512, timeSeconds: 60 };

/**
 * Reads a file in a thread of its own, so that a file made to crash or exhaust a program takes nothing else with it.
 * One thread per file: nothing of one file is left when the next is read.
 */
export class ExtractInWorker {
  constructor(
    private readonly limits: WorkerLimits = defaultWorkerLimits,
    private readonly extractionLimits: ExtractionLimits = defaultExtractionLimits,
    private readonly launch: ThreadLaunch = threadLaunch(),
  ) {}

  /**
   * @param path of a file that stays as it is until this ends
   * @param format as told by content, not by name
   * @throws ExtractionFailed when the file is damaged or locked, or reading it takes too much time or memory
   */
  async run(path: string, format: AcceptedFormat): Promise<Extraction> {
    const task: ExtractionTask = { path, format, limits: this.extractionLimits };
    const worker = this.start(task);
    try {
      return await this.answerOf(worker);
    } finally {
      await worker.terminate();
    }
  }

  /** The thread inherits no settings: it has no use for passwords and addresses. */
  private start(task: ExtractionTask): Worker {
    return new Worker(this.launch.entry, {
      workerData: task,
      execArgv: this.launch.flags,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMebibytes, maxYoungGenerationSizeMb: 64 },
    });
  }

  private answerOf(worker: Worker): Promise<Extraction> {
    return new Promise((resolve, reject) => {
      const outOfTime = (): void => reject(new ExtractionFailed('timed-out'));
      const timer = setTimeout(outOfTime, this.limits.timeSeconds * 1000);
      worker.once('message', (answer: ExtractionAnswer) => {
        if (answer.kind === 'extracted') resolve(answer.extraction);
        else reject(new ExtractionFailed(answer.code, { cause: answer.cause }));
      });
      worker.once('error', (cause: NodeJS.ErrnoException) => reject(failureOf(cause)));
      worker.once('exit', () => {
        clearTimeout(timer);
        reject(new ExtractionFailed('crashed')); // without effect when there was an answer
      });
    });
  }
}

function failureOf(cause: NodeJS.ErrnoException): ExtractionFailed {
  const isMemory = cause.code === 'ERR_WORKER_OUT_OF_MEMORY' || /allocation failed/i.test(cause.message);
  return new ExtractionFailed(isMemory ? 'out-of-memory' : 'crashed', { cause });
}
