import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** One line of JSON, answered. A line that cannot be answered says what is wrong and what to do. */
export type Answer = object | { error: string };
export interface BatchReport {
  lines: number;
  faults: number;
}

const longestLine = 65_536; // characters; a line that never ends must not fill the memory
const writeAbove = 65_536; // characters gathered before they are written

/**
 * Answers a stream line by line and in order, keeping a few lines in memory and waiting for a slow reader.
 * @param answer a pure function of one line; what it throws is a defect and ends the run
 */
export async function answerLines(
  input: Readable,
  output: Writable,
  answer: (line: string) => Answer,
): Promise<BatchReport> {
  const report = { lines: 0, faults: 0 };
  let gathered = '';
  for await (const line of readLines(input)) {
    const told = line === null ? tooLong : answer(line);
    report.lines += 1;
    if ('error' in told) report.faults += 1;
    gathered += `${JSON.stringify(told)}\n`;
    if (gathered.length < writeAbove) continue;
    await write(output, gathered);
    gathered = '';
  }
  if (gathered !== '') await write(output, gathered);
  return report;
}

/** Reads one line as JSON and hands the object on; every answer to a bad line is made here. */
export function answerJson(line: string, answer: (request: unknown) => Answer): Answer {
  if (line.trim() === '') return { error: 'The line is empty; write one JSON object per line.' };
  let request: unknown;
  try {
    request = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch (error) {
    return {
      error: `The line is not JSON (${(error as SyntaxError).message}); write one JSON object per line.`,
    };
  }
  try {
    return answer(request);
  } catch (error) {
    if (error instanceof RangeError) return { error: error.message };
    throw error;
  }
}

const tooLong: Answer = {
  error: `The line is longer than ${longestLine} characters; write one JSON object per line.`,
};

/** Lines without their ends; null for a line that is too long. A last line need not end. */
async function* readLines(input: Readable): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isTooLong = false;
  for await (const chunk of input as AsyncIterable<Buffer | string>) {
    const parts = (rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk))).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      yield isTooLong || part.length > longestLine ? null : part;
      isTooLong = false;
    }
    isTooLong ||= rest.length > longestLine;
    if (isTooLong) rest = '';
  }
  rest += decoder.end();
  if (isTooLong || rest.length > longestLine) yield null;
  else if (rest !== '') yield rest;
}

async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, 'drain');
}
