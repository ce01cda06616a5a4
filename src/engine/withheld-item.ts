import type { CaseFile, World } from './case-file.js';
import type { IsoDate } from './days.js';
import type { Definition } from './definition.js';
import { statusOf } from './record-facts.js';
import { isLeftOut, sealedNames, sealsOf } from './seals.js';

/** What a case keeps from the public, and when that is looked at again (Regulations 2019 art. 18). */
export interface WithheldItem {
  /** The whole case, or only the named fields of a partial clearance. */
  isWhole: boolean;
  fields: string[];
  clock: string | null;
  /** Null only when the case asks for no second look, which no shipped definition allows of what is withheld whole. */
  nextReviewOn: IsoDate | null;
}

/** Nothing when the case withholds nothing. */
export function withheldItem(definition: Definition, file: CaseFile, world: World): WithheldItem | null {
  const state = definition.states[file.state];
  const isWhole = state?.nextReview !== undefined;
  const seals = sealsOf(sealedNames(definition), file.fields, world.digest);
  const fields = Object.keys(seals).filter((name) => isWhole || isLeftOut(file, name, seals[name] ?? ''));
  if (!isWhole && fields.length === 0) return null;
  const clock = state?.nextReview ?? reviewClocks(definition)[0];
  const rule = clock === undefined ? undefined : definition.clocks[clock];
  if (clock === undefined || !rule) return { isWhole, fields, clock: null, nextReviewOn: null };
  const status = statusOf(rule, file.clocks[clock], file, world);
  return { isWhole, fields, clock, nextReviewOn: status.state === 'running' ? status.dueOn : null };
}

/** The clocks that bring something withheld up again. */
export function reviewClocks(definition: Definition): string[] {
  const named = Object.values(definition.states).map(({ nextReview }) => nextReview);
  return [...new Set(named.filter((name) => name !== undefined))];
}
