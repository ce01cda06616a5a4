import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { readSettings } from '../../src/platform/settings.js';
import { runCommand } from '../../src/cli/run-command.js';

export interface Told {
  code: number;
  said: string;
  complained: string;
}

/** Runs a command in this process, as `gongkai …` would. @param environment the settings; nothing of the caller's is seen */
export async function gongkai(
  words: readonly string[],
  environment: Record<string, string> = {},
  input = '',
): Promise<Told> {
  const [output, complaints] = [new PassThrough(), new PassThrough()];
  const heard = Promise.all([text(output), text(complaints)]);
  const root = process.cwd();
  const settings = () => readSettings(environment, root);
  const code = await runCommand(words, {
    root,
    settings,
    input: Readable.from([Buffer.from(input)]),
    output,
    complaints,
    locale: 'zh_CN.UTF-8',
  });
  output.end();
  complaints.end();
  const [said, complained] = await heard;
  return { code, said, complained };
}
