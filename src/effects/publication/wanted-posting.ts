import type { CaseFile } from '../../engine/case-file.js';
import { destinationOf } from '../../engine/conditions.js';
import type { Action, Definition } from '../../engine/definition.js';
import { isCleared, publicSeals } from '../../engine/seals.js';
import type { ChannelPosting } from './channel-posting.js';
import { sha256 } from '../../platform/sha256.js';

/** The outward action of the present step that a posting will be reported as, or nothing. */
export function reportedAs(definition: Definition, file: CaseFile, fact: string): Action | undefined {
  return definition.states[file.state]?.on[fact];
}

/** What the public will read once the fact is reported: field to digest. */
export function sealsToPost(definition: Definition, file: CaseFile, action: Action): Record<string, string> {
  const target = definition.states[destinationOf(action, file.fields)];
  return target ? publicSeals(target, file, sha256) : {};
}

/**
 * Why a posting is not to be sent, or null. Either the step still asks for exactly these bytes and each was cleared by
 * somebody else, or the public reads exactly these bytes already.
 */
export function reasonAgainst(
  definition: Definition,
  file: CaseFile,
  { fact, seals }: Pick<ChannelPosting, 'fact' | 'seals'>,
): string | null {
  if (Object.entries(seals).every(([name, seal]) => file.exposed[name] === seal)) return null;
  const action = reportedAs(definition, file, fact);
  if (!action) return '本件已退回、撤回或撤下，不再发布 (the case no longer asks for it)';
  const now = sealsToPost(definition, file, action);
  const names = new Set([...Object.keys(now), ...Object.keys(seals)]);
  const changed = [...names].filter((name) => now[name] !== seals[name]);
  if (changed.length > 0)
    return `内容与送审时不一致：${changed.join('、')} (not the bytes that were to be posted)`;
  const uncleared = Object.entries(seals).filter(([name, seal]) => !isCleared(file, name, seal));
  return uncleared.length === 0
    ? null
    : `未通过保密审查：${uncleared.map(([name]) => name).join('、')} (not cleared)`;
}
