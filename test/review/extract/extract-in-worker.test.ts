import { jest } from '@jest/globals';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { threadLaunch } from '../../../src/platform/launch-thread.js';
import { ExtractInWorker } from '../../../src/review/extract/extract-in-worker.js';
import { ExtractionFailed } from '../../../src/review/extract/extraction-failed.js';
import { defaultExtractionLimits } from '../../../src/review/extract/extraction-limits.js';
import { paragraph, run, writeDocx } from './office-writer.js';
import { textAt, writePdf } from './pdf-writer.js';
import { scratch } from './reading-desk.js';

jest.setTimeout(120_000); // each file is a thread that translates its sources first, and a busy machine is slow
beforeAll(() => scratch.make());
afterAll(() => scratch.remove());

const thread = (name: string): { entry: URL; flags: string[] } => ({
  entry: new URL(`./${name}.mjs`, import.meta.url),
  flags: [],
});

async function failure(reading: Promise<unknown>): Promise<ExtractionFailed> {
  const reason: unknown = await reading.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(reason instanceof ExtractionFailed)) throw new Error('no ExtractionFailed', { cause: reason });
  return reason;
}

describe('reading in a thread', () => {
  it('gives what the file says, one file after the other and side by side', async () => {
    const worker = new ExtractInWorker();
    const [word, pdf] = await Promise.all([
      scratch.write(writeDocx(paragraph(run('甲')))).then((path) => worker.run(path, 'docx')),
      scratch
        .write(writePdf({ pages: [{ content: textAt(50, 700, 'B') }] }))
        .then((path) => worker.run(path, 'pdf')),
    ]);
    expect(word.passages.map(({ text }) => text)).toEqual(['甲']);
    expect(pdf.passages.map(({ text }) => text)).toEqual(['B']);
  });

  it('keeps the limits it was given', async () => {
    const worker = new ExtractInWorker(undefined, { ...defaultExtractionLimits, passages: 1 });
    const path = await scratch.write(writeDocx(paragraph(run('甲')) + paragraph(run('乙'))));
    const { passages, hidden, isReadable } = await worker.run(path, 'docx');
    expect(passages.map(({ text }) => text)).toEqual(['甲']);
    expect(hidden.map(({ code }) => code)).toEqual(['not-fully-read']);
    expect(isReadable).toBe(false);
  });

  it('says of a damaged file what is wrong and what to do, in both languages', async () => {
    const path = await scratch.write(Buffer.from('PK\x03\x04 and nothing else'));
    const reason = await failure(new ExtractInWorker().run(path, 'docx'));
    expect(reason.code).toBe('damaged');
    expect(reason.zh).toContain('人工审查');
    expect(reason.en).toContain('by hand');
  });

  it('ends when a file takes too long', async () => {
    const worker = new ExtractInWorker(
      { memoryMebibytes: 512, timeSeconds: 0.2 },
      undefined,
      thread('endless-thread'),
    );
    expect((await failure(worker.run('any', 'docx'))).code).toBe('timed-out');
  });

  it('ends when a file takes too much memory, and only the thread does', async () => {
    const worker = new ExtractInWorker(
      { memoryMebibytes: 32, timeSeconds: 60 },
      undefined,
      thread('greedy-thread'),
    );
    expect((await failure(worker.run('any', 'docx'))).code).toBe('out-of-memory');
  });

  it('tells when the thread ends without an answer, and reads the next file', async () => {
    const worker = new ExtractInWorker(undefined, undefined, thread('ending-thread'));
    expect((await failure(worker.run('any', 'docx'))).code).toBe('crashed');
    expect((await failure(new ExtractInWorker().run('no such file', 'docx'))).code).toBe('crashed');
  });

  it('shows the thread none of our settings', async () => {
    process.env['GONGKAI_SECRET_OF_TEST'] = 'x';
    const seen = await new ExtractInWorker(undefined, undefined, thread('telling-thread')).run('any', 'docx');
    delete process.env['GONGKAI_SECRET_OF_TEST'];
    expect(seen).toEqual([]);
  });

  it('starts from built files without any flag', () => {
    const built = pathToFileURL(createRequire(import.meta.url).resolve('yaml')).href;
    expect(threadLaunch('./extraction-thread.js', built)).toEqual({
      entry: new URL('./extraction-thread.js', built),
      flags: [],
    });
  });
});
