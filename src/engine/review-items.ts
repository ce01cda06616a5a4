import type { CaseFile, Finding } from './case-file.js';
import type { Instant } from './days.js';
import type { Definition } from './definition.js';
import { isCleared, isLeftOut, newestOn, sealedNames, sealsOf } from './seals.js';

export type ReviewState = 'cleared' | 'changed' | 'new' | 'withheld' | 'empty';

/** One sealed field as a reviewer sees it: whether these very bytes were decided on, by whom and when. */
export interface ReviewItem {
  field: string;
  seal: string | null;
  state: ReviewState;
  /** Who decided on it last; of a changed field, who had cleared what stood there before. */
  clearedBy: string | null;
  at: Instant | null;
}

/** What there is to review: `changed` and `new` fields need a decision, `cleared` ones keep the older clearance. */
export function reviewItems(
  definition: Definition,
  file: CaseFile,
  digest: (text: string) => string,
): ReviewItem[] {
  const names = sealedNames(definition);
  const seals = sealsOf(names, file.fields, digest);
  return names.map((field) => itemOf(file, field, seals[field]));
}

function itemOf(file: CaseFile, field: string, seal: string | undefined): ReviewItem {
  if (seal === undefined) return { field, seal: null, state: 'empty', clearedBy: null, at: null };
  const newest = newestOn(file, field, seal);
  if (isCleared(file, field, seal)) return told(field, seal, 'cleared', newest);
  if (newest?.outcome === 'withheld' || isLeftOut(file, field, seal))
    return told(field, seal, 'withheld', newest);
  const older = file.findings.findLast(
    (finding) => isClearance(finding) && finding.seals[field] !== undefined && finding.seals[field] !== seal,
  );
  return told(field, seal, older ? 'changed' : 'new', older);
}

function told(field: string, seal: string, state: ReviewState, finding: Finding | undefined): ReviewItem {
  return { field, seal, state, clearedBy: finding?.by ?? null, at: finding?.at ?? null };
}

function isClearance({ outcome }: Finding): boolean {
  return outcome === 'cleared' || outcome === 'cleared-in-part';
}

/** The fields that were cleared before a change and no longer are. */
export function voidedBy(
  definition: Definition,
  before: CaseFile,
  after: CaseFile,
  digest: (text: string) => string,
): string[] {
  if (before.fields === after.fields || before.findings.length === 0) return [];
  const were = reviewItems(definition, before, digest).filter(({ state }) => state === 'cleared');
  const seals = sealsOf(
    were.map(({ field }) => field),
    after.fields,
    digest,
  );
  return were.map(({ field }) => field).filter((field) => !isCleared(after, field, seals[field] ?? ''));
}
