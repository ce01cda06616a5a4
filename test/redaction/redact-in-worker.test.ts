import { readFile } from 'node:fs/promises';
import { jest } from '@jest/globals';
import { StoreFull } from '../../src/documents/byte-store.js';
import { RedactInWorker } from '../../src/redaction/redact-in-worker.js';
import { RedactionFailed, RedactionRefused } from '../../src/redaction/redaction-reasons.js';
import { chinese, writePdf } from './pdf-writer.js';
import { phone, RedactionDesk } from './redaction-desk.js';

jest.setTimeout(120_000); // each file is a thread that translates its sources first, and a busy machine is slow
const desk = new RedactionDesk();
beforeAll(() => desk.open());
afterAll(() => desk.close());

const limits = { memoryMebibytes: 512, timeSeconds: 100 };
const thread = (path: string): { entry: URL; flags: string[] } => ({
  entry: new URL(path, import.meta.url),
  flags: [],
});
const endless = thread('../review/extract/endless-thread.mjs');
const anyTask = { path: 'any', kind: 'text' as const, spans: [phone], out: 'any' };

async function textTask(text: string) {
  return { path: await desk.write(text), kind: 'text' as const, spans: [phone], out: desk.nextOut() };
}

async function failure(redacting: Promise<unknown>): Promise<unknown> {
  return redacting.then(
    () => new Error('it was redacted'),
    (error: unknown) => error,
  );
}

async function codeOf(redacting: Promise<unknown>): Promise<string> {
  const error = await failure(redacting);
  if (error instanceof RedactionFailed) return error.message;
  throw new Error('no RedactionFailed', { cause: error });
}

describe('redacting in a thread', () => {
  it('gives the copy and the report that redacting gives', async () => {
    const task = await textTask('联系电话13850912345。');
    const report = await new RedactInWorker().run(task);
    expect(await readFile(task.out, 'utf8')).toBe('联系电话138****2345。');
    expect(report).toMatchObject({ form: 'text', covered: [{ mask: '138****2345', times: 1 }] });
  });

  it('paints a PDF there too, each time with the same bytes', async () => {
    const show = `BT /F2 14 Tf 50 200 Td ${chinese('电话１３８５０９１２３４５')} ET`;
    const path = await desk.write(writePdf({ pages: [{ content: show }] }));
    const task = { path, kind: 'pdf' as const, spans: [phone] };
    const [first, second] = [desk.nextOut(), desk.nextOut()];
    const redactor = new RedactInWorker();
    expect(await redactor.run({ ...task, out: first })).toMatchObject({ covered: [{ times: 1 }] });
    await redactor.run({ ...task, out: second });
    expect((await readFile(first)).toString('latin1')).toMatch(/^%PDF/);
    expect(await readFile(second)).toEqual(await readFile(first));
  });

  it('brings back every reason of a refusal, and redacts the next file', async () => {
    const redactor = new RedactInWorker();
    const spans = [phone, { find: '张三', mask: '张*' }];
    const refused = redactor.run({ ...(await textTask('这里没有。')), spans });
    const next = redactor.run(await textTask('电话13850912345'));
    const error = await failure(refused);
    expect(error).toBeInstanceOf(RedactionRefused);
    expect((error as RedactionRefused).reasons.map(({ code }) => code)).toEqual(['not-found', 'not-found']);
    expect(await next).toMatchObject({ form: 'text' });
  });

  it('ends in words when a file takes too much time or memory, or the thread breaks', async () => {
    const greedy = thread('../review/extract/greedy-thread.mjs');
    const ending = thread('../review/extract/ending-thread.mjs');
    const short = { memoryMebibytes: 512, timeSeconds: 0.2 };
    expect(await codeOf(new RedactInWorker(short, endless).run(anyTask))).toBe('timed-out');
    const small = { memoryMebibytes: 32, timeSeconds: 100 };
    expect(await codeOf(new RedactInWorker(small, greedy).run(anyTask))).toBe('out-of-memory');
    expect(await codeOf(new RedactInWorker(limits, ending).run(anyTask))).toBe('crashed');
  });

  it('says of a full disk that it is full', async () => {
    const full = new RedactInWorker(limits, thread('./full-disk-thread.mjs'));
    expect(await failure(full.run(anyTask))).toBeInstanceOf(StoreFull);
  });

  it('takes one file at a time', async () => {
    const redactor = new RedactInWorker(limits, thread('./lonely-thread.mjs'));
    const task = { ...anyTask, path: desk.nextOut() };
    const reports = await Promise.all([redactor.run(task), redactor.run(task), redactor.run(task)]);
    expect(reports.map(({ form }) => form)).toEqual(['text', 'text', 'text']);
  });
});
