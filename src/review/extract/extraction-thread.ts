import { parentPort, workerData } from 'node:worker_threads';
import { extractText } from './extract-text.js';
import { ExtractionFailed } from './extraction-failed.js';
import { type ExtractionAnswer, type ExtractionTask } from './extraction-task.js';

/** The thread's beginning and end: one file, one answer. What is no failure of the file ends the thread as an error. */
const { path, format, limits } = workerData as ExtractionTask;
parentPort?.postMessage(await answer());

async function answer(): Promise<ExtractionAnswer> {
  try {
    return { kind: 'extracted', extraction: await extractText(path, format, limits) };
  } catch (error) {
    if (!(error instanceof ExtractionFailed)) throw error;
    return {
      kind: 'failed',
      code: error.code,
      cause: error.cause instanceof Error ? error.cause.message : '',
    };
  }
}
