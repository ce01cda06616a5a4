import { parentPort, workerData } from 'node:worker_threads';
import { redact } from './redact.js';
import { RedactionFailed, RedactionRefused } from './redaction-reasons.js';
import { type RedactionAnswer, type RedactionTask } from './redaction-task.js';

/** The thread's beginning and end: one file, one answer. What is no matter of the file ends the thread as an error. */
const { path, kind, spans, out } = workerData as RedactionTask;
parentPort?.postMessage(await answer());

async function answer(): Promise<RedactionAnswer> {
  try {
    return { kind: 'redacted', report: await redact(path, kind, spans, out) };
  } catch (error) {
    if (error instanceof RedactionRefused) return { kind: 'refused', reasons: error.reasons };
    if (error instanceof RedactionFailed) return { kind: 'failed', reasons: error.reasons };
    throw error;
  }
}
