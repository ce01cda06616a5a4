import { checklistAnswers, type CaseFile, type ChecklistAnswers } from './case-file.js';
import { isFilled } from './check-fields.js';
import type { Action, Checklist, Definition, Vocabulary } from './definition.js';
import { inputTitles } from './inputs.js';
import { reason, type Reason } from './reasons.js';

/** Every reason against the checklist and the named parts that come with a finding. What is not there at all is a missing need. */
export function checkFinding(
  definition: Definition,
  vocabulary: Vocabulary,
  action: Action,
  file: CaseFile,
  data: Record<string, unknown>,
): Reason[] {
  return [
    ...checkAnswers(vocabulary, action, data['checklist']),
    ...checkParts(definition, action, file, data['clearedFields']),
  ];
}

function checkAnswers(vocabulary: Vocabulary, action: Action, given: unknown): Reason[] {
  if (given === undefined) return [];
  const list = action.checklist === undefined ? undefined : vocabulary.checklists[action.checklist];
  if (!list) return [reason('unknown-field', { field: inputTitles.checklist.zh })];
  if (!areAnswers(given, list))
    return [
      reason('bad-value', {
        field: 'checklist',
        title: inputTitles.checklist.zh,
        why: '每项只能答“否”“是”或“不适用”，且须是审查表中的项目',
        whyEn:
          'every answer belongs to an item of the list and is no, yes or not-applicable, with a text as note',
      }),
    ];
  const items = Object.keys(list.items);
  const answered = (answer: string) => items.filter((item) => given[item]?.answer === answer);
  const faults: Reason[] = [];
  const tell = (
    code: 'checklist-unanswered' | 'checklist-note-missing' | 'checklist-concern',
    of: string[],
  ) => {
    if (of.length > 0) faults.push(reason(code, wordsOf(list, of)));
  };
  tell(
    'checklist-unanswered',
    items.filter((item) => given[item] === undefined),
  );
  tell(
    'checklist-note-missing',
    answered('yes').filter((item) => !given[item]?.note?.trim()),
  );
  if (action.finding === 'cleared') tell('checklist-concern', answered('yes'));
  return faults;
}

const longestNote = 2000;

function areAnswers(given: unknown, list: Checklist): given is Partial<ChecklistAnswers> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false;
  return Object.entries(given as Record<string, unknown>).every(([item, value]) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(list.items, item)) return false;
    const { answer, note, ...rest } = value as Record<string, unknown>;
    const isNote = note === undefined || (typeof note === 'string' && note.length <= longestNote);
    return (
      isNote && Object.keys(rest).length === 0 && (checklistAnswers as readonly unknown[]).includes(answer)
    );
  });
}

function wordsOf({ items }: Checklist, of: readonly string[]): { items: string; itemsEn: string } {
  return {
    items: of.map((item) => items[item]?.zh ?? item).join('、'),
    itemsEn: of.map((item) => items[item]?.en ?? item).join('; '),
  };
}

/** 区分处理: the parts that may be public are named one by one, and something must remain that may not. */
function checkParts(definition: Definition, action: Action, file: CaseFile, named: unknown): Reason[] {
  if (named === undefined) return [];
  const title = inputTitles.clearedFields.zh;
  if (action.finding !== 'cleared-in-part') return [reason('unknown-field', { field: title })];
  const sealed = Object.entries(definition.form).filter(
    ([name, field]) => field.sealed && isFilled(file.fields[name]),
  );
  const isKnown = (name: unknown) => sealed.some(([known]) => known === name);
  if (!Array.isArray(named) || named.length === 0 || !named.every(isKnown))
    return [
      reason('bad-value', {
        field: 'clearedFields',
        title,
        why: `请从已填写的内容中选择：${sealed.map(([name, { zh }]) => `${zh}（${name}）`).join('、')}`,
        whyEn: `name some of ${sealed.map(([name]) => name).join(', ')}`,
      }),
    ];
  const isAll = sealed.every(([name]) => named.includes(name));
  return isAll ? [reason('nothing-withheld')] : [];
}
