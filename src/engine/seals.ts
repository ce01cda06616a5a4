import { canonicalJson } from './canonical-json.js';
import type { CaseFile, Fields, FieldValue } from './case-file.js';
import type { Definition, State } from './definition.js';
import { reason, type Reason } from './reasons.js';

type Digest = (text: string) => string;

/** A file is sealed by its bytes and the name under which the public gets it; where it is stored does not matter. */
export function sealedPart(value: FieldValue): unknown {
  if (Array.isArray(value)) return value.map((item) => sealedPart(item as FieldValue));
  if (typeof value === 'object') return { sha256: value.sha256, name: value.name };
  return value;
}

/** The digest of each named field that is filled in: what a reviewer signs and what is compared before anything is public. */
export function sealsOf(names: readonly string[], fields: Fields, digest: Digest): Record<string, string> {
  const seals: Record<string, string> = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined) seals[name] = digest(canonicalJson(sealedPart(value)));
  }
  return seals;
}

export function sealedNames(definition: Definition): string[] {
  return Object.keys(definition.form).filter((name) => definition.form[name]?.sealed);
}

/**
 * Whether exactly these bytes were cleared by somebody who never drafted them. The newest finding on a digest counts:
 * a later "withheld" takes an earlier clearance back.
 */
export function isCleared(file: CaseFile, name: string, seal: string): boolean {
  const newest = file.findings.findLast((finding) => finding.seals[name] === seal);
  if (!newest || file.drafters.includes(newest.by)) return false;
  return newest.outcome === 'cleared' || newest.outcome === 'cleared-in-part';
}

/** Everything that stands between a case and a state whose fields the public can read (先审查、后公开, secrecy rules 2024 art. 42). */
export function exposureFaults(
  definition: Definition,
  state: State,
  file: CaseFile,
  digest: Digest,
): Reason[] {
  const seals = sealsOf(state.public ?? [], file.fields, digest);
  return Object.entries(seals)
    .filter(([name, seal]) => !isCleared(file, name, seal))
    .map(([name]) => {
      const field = definition.form[name];
      return reason('not-cleared', { field: name, title: field?.zh ?? name, titleEn: field?.en ?? name });
    });
}
