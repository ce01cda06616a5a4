import { canonicalJson } from './canonical-json.js';
import type { CaseFile, Fields, FieldValue, Finding } from './case-file.js';
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

const sealedByDefinition = new WeakMap<Definition, readonly string[]>();

/** A definition never changes, so this is found out once. */
export function sealedNames(definition: Definition): readonly string[] {
  const known = sealedByDefinition.get(definition);
  if (known) return known;
  const names = Object.keys(definition.form).filter((name) => definition.form[name]?.sealed);
  sealedByDefinition.set(definition, names);
  return names;
}

/** The newest finding about these bytes, whatever it says of them. */
export function newestOn(file: CaseFile, name: string, seal: string): Finding | undefined {
  return file.findings.findLast(
    (finding) => finding.seals[name] === seal || finding.leftOut?.[name] === seal,
  );
}

/**
 * Whether exactly these bytes were cleared by somebody who never drafted them. The newest finding on a digest counts:
 * a later "withheld", or a partial clearance that leaves them out, takes an earlier clearance back.
 */
export function isCleared(file: CaseFile, name: string, seal: string): boolean {
  const newest = newestOn(file, name, seal);
  if (newest?.seals[name] !== seal || file.drafters.includes(newest.by)) return false;
  return newest.outcome === 'cleared' || newest.outcome === 'cleared-in-part';
}

/** Whether a partial clearance decided that exactly these bytes stay closed. */
export function isLeftOut(file: CaseFile, name: string, seal: string): boolean {
  return newestOn(file, name, seal)?.leftOut?.[name] === seal;
}

/** What the public reads in a state: its public fields without those that a partial clearance left out (区分处理). */
export function publicSeals(
  state: Pick<State, 'public'>,
  file: CaseFile,
  digest: Digest,
): Record<string, string> {
  const seals = sealsOf(state.public ?? [], file.fields, digest);
  return Object.fromEntries(Object.entries(seals).filter(([name, seal]) => !isLeftOut(file, name, seal)));
}

/** What may still be read while it is being corrected: what was exposed before, as far as its clearance still stands. */
export function keptSeals(exposed: Record<string, string>, file: CaseFile): Record<string, string> {
  return Object.fromEntries(Object.entries(exposed).filter(([name, seal]) => isCleared(file, name, seal)));
}

/** Everything that stands between a case and a state whose fields the public can read (先审查、后公开, secrecy rules 2024 art. 42). */
export function exposureFaults(
  definition: Definition,
  state: State,
  file: CaseFile,
  digest: Digest,
): Reason[] {
  return Object.entries(publicSeals(state, file, digest))
    .filter(([name, seal]) => !isCleared(file, name, seal))
    .map(([name]) => {
      const field = definition.form[name];
      return reason('not-cleared', { field: name, title: field?.zh ?? name, titleEn: field?.en ?? name });
    });
}
