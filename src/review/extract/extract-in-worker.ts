import { type AcceptedFormat } from '../../documents/document-kinds.js';
import { askThread, ThreadFailed, type ThreadLimits } from '../../platform/ask-thread.js';
import { threadLaunch, type ThreadLaunch } from '../../platform/launch-thread.js';
import { type Extraction } from '../passage.js';
import { ExtractionFailed } from './extraction-failed.js';
import { defaultExtractionLimits, type ExtractionLimits } from './extraction-limits.js';
import { type ExtractionAnswer, type ExtractionTask } from './extraction-task.js';

export const defaultWorkerLimits: ThreadLimits = { memoryMebibytes: 512, timeSeconds: 60 };

/** Reads a file in a thread of its own. */
export class ExtractInWorker {
  constructor(
    private readonly limits: ThreadLimits = defaultWorkerLimits,
    private readonly extractionLimits: ExtractionLimits = defaultExtractionLimits,
    private readonly launch: ThreadLaunch = threadLaunch('./extraction-thread.js', import.meta.url),
  ) {}

  /**
   * @param path of a file that stays as it is until this ends
   * @param format as told by content, not by name
   * @throws ExtractionFailed when the file is damaged or locked, or reading it takes too much time or memory
   */
  async run(path: string, format: AcceptedFormat): Promise<Extraction> {
    const task: ExtractionTask = { path, format, limits: this.extractionLimits };
    const asked = askThread<ExtractionAnswer>(this.launch, task, this.limits);
    const answer = await asked.catch((error: unknown) => {
      if (error instanceof ThreadFailed) throw new ExtractionFailed(error.code, { cause: error.cause });
      throw error;
    });
    if (answer.kind === 'failed') throw new ExtractionFailed(answer.code, { cause: answer.cause });
    return answer.extraction;
  }
}
