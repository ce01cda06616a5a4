import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { canonicalJson } from '../engine/canonical-json.js';
import { readDefinition } from '../engine/check-definition.js';
import type { Definition, Vocabulary } from '../engine/definition.js';
import { checkChannels, readChannels, type Channels } from './load-channels.js';
import { readVocabulary } from './load-vocabulary.js';
import { readYaml, type FileFault } from './read-yaml.js';

export interface LoadedDefinition {
  definition: Definition;
  /** SHA-256 of the rules: a used version is frozen, and a changed one is found out. The day on which the next version follows may be written in later. */
  sha256: string;
  file: string;
}
export interface LoadReport {
  vocabulary: Vocabulary;
  channels: Channels;
  definitions: LoadedDefinition[];
  faults: FileFault[];
}

/** Reads and proves every `<type>/<version>.yaml` below a folder. Nothing is thrown: every fault of every file is in the report. */
export function loadDefinitions(directory: string): LoadReport {
  const { vocabulary, faults } = readVocabulary(directory);
  const { channels, faults: channelFaults } = readChannels(directory);
  faults.push(...channelFaults);
  const definitions: LoadedDefinition[] = [];
  for (const file of definitionFiles(directory)) {
    const read = readOne(directory, file, vocabulary, channels);
    if ('faults' in read) faults.push(...read.faults);
    else definitions.push(read);
  }
  faults.push(...checkVersions(definitions));
  return { vocabulary, channels, definitions, faults };
}

const otherFolders = ['calendars', 'seed', 'templates'];

function definitionFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => !otherFolders.includes(name) && statSync(join(directory, name)).isDirectory())
    .flatMap((type) => readdirSync(join(directory, type)).map((name) => join(directory, type, name)))
    .filter((file) => file.endsWith('.yaml'))
    .sort();
}

function readOne(
  directory: string,
  file: string,
  vocabulary: Vocabulary,
  channels: Channels,
): LoadedDefinition | { faults: FileFault[] } {
  const text = readFileSync(file, 'utf8');
  const name = relative(directory, file);
  const yaml = readYaml(name, text);
  if (yaml.faults.length > 0) return { faults: yaml.faults };
  const read = readDefinition(yaml.value, vocabulary);
  const wrong = 'faults' in read ? read.faults : checkChannels(read.definition, channels);
  if ('faults' in read || wrong.length > 0)
    return {
      faults: wrong.map(({ path, code, message }) => ({
        ...yaml.placeOf(path),
        code,
        message: `${path.join('.')}: ${message}`,
      })),
    };
  const { definition } = read;
  const expected = `${definition.workflow}/${definition.version}.yaml`;
  if (`${basename(dirname(file))}/${basename(file)}` !== expected) {
    return {
      faults: [
        {
          ...yaml.placeOf(['workflow']),
          code: 'wrong-file',
          message: `this definition belongs into ${expected}`,
        },
      ],
    };
  }
  return { definition, sha256: digestOf(definition), file: name };
}

function digestOf({ effectiveUntil: _later, ...rules }: Definition): string {
  return createHash('sha256').update(canonicalJson(rules)).digest('hex');
}

/** One version at a time: the days in force of the versions of a type must not overlap, and no day may lie between them. */
function checkVersions(loaded: readonly LoadedDefinition[]): FileFault[] {
  const sorted = [...loaded].sort(
    (left, right) =>
      left.definition.workflow.localeCompare(right.definition.workflow) ||
      left.definition.version - right.definition.version,
  );
  return sorted.flatMap((later, index) => {
    const earlier = sorted[index - 1];
    if (!earlier || earlier.definition.workflow !== later.definition.workflow) return [];
    if (earlier.definition.effectiveUntil === later.definition.effectiveFrom) return [];
    const message = `version ${earlier.definition.version} is in force until ${earlier.definition.effectiveUntil ?? 'further notice'}, but version ${later.definition.version} begins on ${later.definition.effectiveFrom}; make the two dates equal`;
    return [{ file: later.file, line: 1, column: 1, code: 'versions-overlap', message }];
  });
}
