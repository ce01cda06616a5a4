import type { Command } from './command.js';

const columns = 46;

/** Every command with one line in each language: a bureau has readers of both. */
export function helpForAll(commands: readonly Command[]): string {
  const lines = commands.map(({ name, usage, help }) => {
    const call = `${name} ${usage}`.trim();
    return `  ${call.padEnd(columns)} ${help.zh}\n${' '.repeat(columns + 3)}${help.en}`;
  });
  return [
    '用法 usage: gongkai <命令 command> [选项 options]',
    '',
    ...lines,
    '',
    '每条命令 every command: --help, --language zh|en',
    '退出码 exit codes: 0 正常 fine · 1 有问题 something is wrong · 2 用法不对或尚未提供 asked wrongly, or not in this release',
    '',
  ].join('\n');
}

export function helpFor({ name, usage, help }: Command): string {
  return `用法 usage: gongkai ${`${name} ${usage}`.trim()}\n\n  ${help.zh}\n  ${help.en}\n`;
}
