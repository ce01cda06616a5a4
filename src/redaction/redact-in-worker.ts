import { StoreFull, storeFault } from '../documents/byte-store.js';
import { askThread, ThreadFailed, type ThreadLimits } from '../platform/ask-thread.js';
import { threadLaunch, type ThreadLaunch } from '../platform/launch-thread.js';
import { RedactionFailed, RedactionRefused, type RedactionReason } from './redaction-reasons.js';
import { type RedactionReport } from './redaction-report.js';
import { type RedactionAnswer, type RedactionTask } from './redaction-task.js';

export const defaultRedactionLimits: ThreadLimits = { memoryMebibytes: 512, timeSeconds: 180 };

/**
 * Redacts a file in a thread of its own, one at a time in this process: a PDF is painted page by page, and two at once
 * would take the machine from everybody else. Whoever comes later waits; the time allowed begins with the own turn.
 */
export class RedactInWorker {
  private previous: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly limits: ThreadLimits = defaultRedactionLimits,
    private readonly launch: ThreadLaunch = threadLaunch('./redaction-thread.js', import.meta.url),
  ) {}

  /**
   * As `redact` does. A thread that is ended may leave a file beside `out`: the folder is the caller's to remove.
   * @throws RedactionRefused, RedactionFailed with every reason, also when it takes too much time or memory · StoreFull
   */
  run(task: RedactionTask): Promise<RedactionReport> {
    const turn = this.previous.then(() => this.redact(task));
    this.previous = turn.catch(() => undefined); // the failure of one is no matter of the next
    return turn;
  }

  private async redact(task: RedactionTask): Promise<RedactionReport> {
    const asked = askThread<RedactionAnswer>(this.launch, task, this.limits);
    const answer = await asked.catch((error: unknown) => {
      throw error instanceof ThreadFailed ? failureOf(error) : error;
    });
    switch (answer.kind) {
      case 'redacted':
        return answer.report;
      case 'refused':
        throw new RedactionRefused(answer.reasons);
      case 'failed':
        throw new RedactionFailed(answer.reasons);
    }
  }
}

/** A full disk is for the administrator to mend; everything else that ends a thread is for a person to redact by hand. */
function failureOf({ code, cause }: ThreadFailed): Error {
  const fault = storeFault(cause);
  return fault instanceof StoreFull ? fault : new RedactionFailed([endings[code]], { cause });
}

const endings: Record<ThreadFailed['code'], RedactionReason> = {
  'timed-out': {
    code: 'timed-out',
    zh: '文件过于复杂，在规定时间内未能遮盖完，没有保存结果。请把文件分成几份或者减少页数后再试，或手工处理。',
    en: 'The file is too complex to be redacted within the time allowed; nothing was kept. Split it or take pages out and try again, or redact it by hand.',
  },
  'out-of-memory': {
    code: 'out-of-memory',
    zh: '文件展开后过大，内存不足，没有保存结果。请把文件分成几份后再试，或手工处理。',
    en: 'The file unfolds to more than the memory allowed; nothing was kept. Split it and try again, or redact it by hand.',
  },
  crashed: {
    code: 'crashed',
    zh: '遮盖时程序意外中止，没有保存结果。请手工处理；如再次发生，请联系系统管理员。',
    en: 'The program ended unexpectedly while it redacted the file; nothing was kept. Redact it by hand, and tell the administrator if it happens again.',
  },
};
