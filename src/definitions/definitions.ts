import type { Definition, Vocabulary } from '../engine/definition.js';
import type { Channels } from './load-channels.js';
import type { LoadedDefinition, LoadReport } from './load-definitions.js';
import { ConfigurationFault } from '../platform/faults.js';

/** The proved definitions of this process, by type and version, or chosen by the date that triggers a case. */
export class Definitions {
  readonly vocabulary: Vocabulary;
  readonly channels: Channels;
  private readonly byType = new Map<string, LoadedDefinition[]>();

  constructor(report: LoadReport) {
    if (report.faults.length > 0) {
      const lines = report.faults.map(
        ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
      );
      throw new ConfigurationFault(
        `the definitions do not pass; run \`gongkai rules check\`:\n${lines.join('\n')}`,
      );
    }
    this.vocabulary = report.vocabulary;
    this.channels = report.channels;
    for (const loaded of report.definitions) {
      const versions = this.byType.get(loaded.definition.workflow) ?? [];
      this.byType.set(loaded.definition.workflow, [...versions, loaded]);
    }
  }

  /** The version that a case began with; it stays on it. */
  get(type: string, version: number): Definition {
    const found = this.byType.get(type)?.find(({ definition }) => definition.version === version);
    if (!found)
      throw new ConfigurationFault(
        `definition ${type}/${version}.yaml is used by cases and is not in the workflows folder; put it back`,
      );
    return found.definition;
  }

  /** The version in force on the day that triggers the case, or nothing. */
  pick(type: string, on: string): Definition | undefined {
    const versions = this.byType.get(type) ?? [];
    return versions.find(
      ({ definition: { effectiveFrom, effectiveUntil } }) =>
        effectiveFrom <= on && (effectiveUntil === null || on < effectiveUntil),
    )?.definition;
  }

  all(): LoadedDefinition[] {
    return [...this.byType.values()].flat();
  }
}
