import { Readable, Writable } from 'node:stream';
import { answerJson, answerLines, type BatchReport } from '../../src/cli/batch-lines.js';

/** Runs a batch over chunks as they might arrive and gathers what it writes. */
async function run(chunks: Iterable<string | Buffer>): Promise<{ lines: unknown[]; report: BatchReport }> {
  let written = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString('utf8');
      done();
    },
  });
  const report = await answerLines(Readable.from(chunks), output, (line) =>
    answerJson(line, (read) => ({ read })),
  );
  return {
    lines: written
      .split('\n')
      .slice(0, -1)
      .map((line): unknown => JSON.parse(line)),
    report,
  };
}

describe('a batch of lines', () => {
  it('answers good lines around a bad one, in order, and counts the bad one', async () => {
    const { lines, report } = await run(['1\n', 'oops\n', '3\n']);
    expect(lines).toEqual([
      { read: 1 },
      { error: expect.stringContaining('The line is not JSON') },
      { read: 3 },
    ]);
    expect(report).toEqual({ lines: 3, faults: 1 });
  });
  it('puts lines together however they arrive, across characters of several bytes too', async () => {
    const bytes = Buffer.from('"公开"\r\n"再"\n"无换行"');
    const { lines } = await run([...bytes].map((byte) => Buffer.from([byte])));
    expect(lines).toEqual([{ read: '公开' }, { read: '再' }, { read: '无换行' }]);
  });
  it('answers nothing to nothing, and no line to the end of the last one', async () => {
    expect(await run([])).toEqual({ lines: [], report: { lines: 0, faults: 0 } });
    expect((await run(['1\n'])).report.lines).toBe(1);
  });
  it('answers an empty line, so that answers and lines stay side by side', async () => {
    expect((await run(['1\n\n2\n'])).lines).toEqual([
      { read: 1 },
      { error: expect.stringContaining('empty') },
      { read: 2 },
    ]);
  });
  it('reads past a byte order mark', async () => {
    expect((await run(['\uFEFF1\n'])).lines).toEqual([{ read: 1 }]);
  });
  it('answers a line without end with a fault and goes on with the next', async () => {
    const endless = Array.from({ length: 50 }, () => 'x'.repeat(10_000));
    const { lines } = await run(['1\n', ...endless, '\n', `"${'y'.repeat(70_000)}"\n`, '4\n']);
    expect(lines).toEqual([
      { read: 1 },
      { error: expect.stringContaining('longer than 65536') },
      { error: expect.stringContaining('longer') },
      { read: 4 },
    ]);
  });
  it('lets a defect end the run instead of calling it a bad line', async () => {
    const broken = () => {
      throw new TypeError('defect');
    };
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    await expect(
      answerLines(Readable.from(['1\n']), nowhere, (line) => answerJson(line, broken)),
    ).rejects.toThrow('defect');
  });
  it('reads no further than a slow reader takes, so a million lines need little memory', async () => {
    let produced = 0;
    function* produce() {
      for (; produced < 200_000; produced += 1) yield `${produced}\n`;
    }
    const waiting: (() => void)[] = [];
    const output = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => void waiting.push(done),
    });
    const finished = answerLines(Readable.from(produce()), output, (line) =>
      answerJson(line, (read) => ({ read })),
    );
    await turns(50_000);
    const whileBlocked = produced;
    expect(waiting).toHaveLength(1);
    expect(whileBlocked).toBeLessThan(20_000);
    await turns(1_000);
    expect(produced).toBe(whileBlocked); // it stands still until the reader goes on

    while (produced < 200_000) {
      waiting.splice(0).forEach((done) => done());
      await turns(100);
    }
    const drain = setInterval(() => waiting.splice(0).forEach((done) => done()), 1);
    expect((await finished).lines).toBe(200_000);
    clearInterval(drain);
  });
});

/** Lets everything that can go on go on, that many times; no clock is involved. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
