import { parseArgs } from 'node:util';
import { CommandRefused } from '../cases/refused.js';
import { tellReason } from '../engine/reasons.js';
import { UsageFault, type Call, type Command, type ExitCode, type Language } from './command.js';
import { commands } from './commands.js';
import { helpFor, helpForAll } from './help.js';

export type Surroundings = Omit<Call, 'words' | 'options' | 'language'> & { locale: string };

const common = { help: { type: 'boolean', short: 'h' }, language: { type: 'string' } } as const;

/** Runs what was asked on a command line. Never throws: what is wrong is told on `complaints`. @returns the exit code */
export async function runCommand(
  words: readonly string[],
  { locale, ...surroundings }: Surroundings,
): Promise<ExitCode> {
  const spoken: Language = /^en/i.test(locale) ? 'en' : 'zh';
  try {
    const command = findCommand(words);
    if (!command) return helpOrUnknown(words, surroundings);
    const call = { ...surroundings, ...readWords(command, words, spoken) };
    if (call.options['help'] === true) {
      call.output.write(helpFor(command));
      return 0;
    }
    checkCount(command, call.words);
    return await command.run(call);
  } catch (error) {
    surroundings.complaints.write(`${tellError(error, spoken)}\n`);
    return error instanceof UsageFault ? 2 : 1;
  }
}

function findCommand(words: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
}

function helpOrUnknown(
  words: readonly string[],
  { output, complaints }: Pick<Call, 'output' | 'complaints'>,
): ExitCode {
  const isAsked = words.length === 0 || words.some((word) => ['--help', '-h', 'help'].includes(word));
  const family = commands.filter(({ name }) => name.split(' ')[0] === words[0]);
  if (isAsked) output.write(helpForAll(family.length > 0 ? family : commands));
  else {
    complaints.write(`没有“${words.join(' ')}”这一命令。 There is no command "${words.join(' ')}".\n\n`);
    complaints.write(helpForAll(family.length > 0 ? family : commands));
  }
  return isAsked ? 0 : 2;
}

function readWords(
  command: Command,
  words: readonly string[],
  spoken: Language,
): Pick<Call, 'words' | 'options' | 'language'> {
  const args = words.slice(command.name.split(' ').length);
  const { values, positionals } = parse(command, args);
  const options = values as Call['options'];
  const { language = spoken } = options;
  if (language !== 'zh' && language !== 'en') throw new UsageFault('--language: zh 或 en (zh or en)');
  return { words: positionals, options, language };
}

function parse(command: Command, args: readonly string[]): { values: object; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: { ...common, ...command.options }, allowPositionals: true });
  } catch (error) {
    throw new UsageFault(`${(error as Error).message}\n\n${helpFor(command)}`);
  }
}

function checkCount(command: Command, words: readonly string[]): void {
  const [fewest, most] = command.takes;
  if (words.length >= fewest && words.length <= most) return;
  throw new UsageFault(`参数数目不对。 Wrong number of arguments.\n\n${helpFor(command)}`);
}

/** What people can mend is a sentence; only a defect shows its stack. */
function tellError(error: unknown, language: Language): string {
  if (error instanceof CommandRefused)
    return error.reasons.map((reason) => tellReason(reason, language)).join('\n');
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: string }).code ?? '';
  if (/(Fault|NotFound)$/.test(error.name)) return error.message;
  if (/^(ENOENT|EACCES|EISDIR|ENOTDIR|EEXIST|EROFS|ENOSPC)$/.test(code)) return error.message;
  if (/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|28|3D|57P0)/.test(code) || error instanceof AggregateError) {
    return `数据库没有应答，请检查 DATABASE_URL 和数据库服务。 The database does not answer (${code}); check DATABASE_URL and the server.`;
  }
  return error.stack ?? error.message;
}
