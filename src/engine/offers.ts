import { checkAction, needsOf } from './check-action.js';
import type { Actor, CaseFile, World } from './case-file.js';
import { isFilled } from './check-fields.js';
import { destinationOf } from './conditions.js';
import { isInput, type Definition, type Vocabulary } from './definition.js';
import { inputTitles } from './inputs.js';
import type { Reason } from './reasons.js';

/** One thing that could be done here: whether this person may, what is still missing, and every reason why not. */
export interface Offer {
  action: string;
  zh: string;
  en: string;
  to: string;
  outward: boolean;
  allowed: boolean;
  reasons: Reason[];
  needs: { name: string; zh: string; en: string; filled: boolean }[];
  sets: string[];
  /** The list of checklists.yaml that must be answered with it. */
  checklist: string | null;
}

/**
 * What this person may do now, and why not the rest. It asks the very check that decides, so a screen never
 * re-invents a rule. What is merely not filled in yet is listed under `needs` and does not forbid.
 */
export function offers(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  actor: Actor,
  world: World,
): Offer[] {
  const actions = definition.states[file.state]?.on ?? {};
  return Object.entries(actions).map(([name, action]) => {
    const against = checkAction(
      definition,
      vocabulary,
      file,
      { kind: 'act', action: name, data: {} },
      actor,
      world,
    );
    const reasons = against.filter((item) => !isFillable(item, action.sets));
    const needs = needsOf(action).map((need) => {
      const titles = isInput(need) ? inputTitles[need] : definition.form[need];
      return {
        name: need,
        zh: titles?.zh ?? need,
        en: titles?.en ?? need,
        filled: isFilled(file.fields[need]),
      };
    });
    return {
      action: name,
      zh: action.zh,
      en: action.en,
      to: destinationOf(action, file.fields),
      outward: action.outward,
      allowed: reasons.length === 0,
      reasons,
      needs,
      sets: action.sets,
      checklist: action.checklist ?? null,
    };
  });
}

/** A need that the action itself can bring is no reason against it. */
function isFillable({ code, data }: Reason, sets: readonly string[]): boolean {
  return code === 'missing-need' && (isInput(String(data['need'])) || sets.includes(String(data['need'])));
}
