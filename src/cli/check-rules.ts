import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Definitions } from '../definitions/definitions.js';
import { loadDefinitions, type LoadReport } from '../definitions/load-definitions.js';
import { diagram } from '../engine/diagram.js';
import { say, sayJson, UsageFault, type Call, type Command, type ExitCode } from './command.js';

export const rulesCheck: Command = {
  name: 'rules check',
  usage: '[目录 dir] [--json]',
  help: {
    zh: '检查并证明全部流程定义；逐条指出文件、行、列',
    en: 'prove the definitions; each fault with file, line and column',
  },
  options: { json: { type: 'boolean' } },
  takes: [0, 1],
  run: check,
};

export const rulesDiagram: Command = {
  name: 'rules diagram',
  usage: '<类型 type> [--version n]',
  help: { zh: '输出某类事项的状态图（Mermaid）', en: 'print the state diagram of a type (Mermaid)' },
  options: { version: { type: 'string' } },
  takes: [1, 1],
  run: draw,
};

function check(call: Call): ExitCode {
  const given = call.words[0] ?? join(call.root, 'workflows');
  if (!existsSync(given)) throw new UsageFault(`没有目录 ${given}。 There is no folder ${given}.`);
  const report = loadDefinitions(given);
  const faults = report.faults.map((fault) => ({
    ...fault,
    file: call.words[0] === undefined ? join('workflows', fault.file) : join(given, fault.file),
  }));
  if (call.options['json'] === true) sayJson(call, { faults, ...countsOf(report) });
  else if (faults.length === 0) say(call, told(report));
  else
    for (const { file, line, column, message, code } of faults)
      say(call, `${file}:${line}:${column} ${message} [${code}]`);
  return faults.length === 0 ? 0 : 1;
}

function countsOf({ definitions }: LoadReport): {
  types: number;
  versions: number;
  states: number;
  clocks: number;
} {
  const all = definitions.map(({ definition }) => definition);
  const sum = (count: (definition: (typeof all)[number]) => number) =>
    all.reduce((total, definition) => total + count(definition), 0);
  return {
    types: new Set(all.map(({ workflow }) => workflow)).size,
    versions: all.length,
    states: sum(({ states }) => Object.keys(states).length),
    clocks: sum(({ clocks }) => Object.keys(clocks).length),
  };
}

function told(report: LoadReport): { zh: string; en: string } {
  const { types, versions, states, clocks } = countsOf(report);
  return {
    zh: `通过：${types} 类事项，${versions} 个版本，${states} 个环节，${clocks} 个时限；未经保密审查的内容没有公开之路。`,
    en: `OK: ${types} types in ${versions} versions, ${states} states, ${clocks} clocks; no path makes unreviewed content public.`,
  };
}

function draw(call: Call): ExitCode {
  const definitions = new Definitions(loadDefinitions(join(call.root, 'workflows')));
  const type = call.words[0] ?? '';
  const versions = definitions.all().filter(({ definition }) => definition.workflow === type);
  if (versions.length === 0) throw new UsageFault(unknownType(type, definitions));
  const wanted = call.options['version'];
  const found =
    wanted === undefined
      ? versions.at(-1)
      : versions.find(({ definition }) => String(definition.version) === wanted);
  if (!found)
    throw new UsageFault(`${type} 没有第 ${String(wanted)} 版。 ${type} has no version ${String(wanted)}.`);
  call.output.write(diagram(found.definition, call.language));
  return 0;
}

export function unknownType(type: string, definitions: Definitions): string {
  const types = [...new Set(definitions.all().map(({ definition }) => definition.workflow))].join(', ');
  return `没有“${type}”这一类型。 There is no type "${type}". (${types})`;
}
