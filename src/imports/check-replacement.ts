import { parseDocumentNumber } from '../documents/document-number.js';
import { definitionTypes } from './match-definition.js';
import { matchSection, splitNames } from './match-section.js';
import type { SectionDirectory } from './section-directory.js';
import type { PointKind, Sentence } from './notice-proposal.js';
import { readDate, readPostedAt } from './read-date.js';

export type CheckedValue = { kind: 'value'; value: string } | { kind: 'wrong'; why: Sentence };

const longestValue = 5000;
const value = (text: string): CheckedValue => ({ kind: 'value', value: text });
const wrong = (zh: string, en: string): CheckedValue => ({ kind: 'wrong', why: { zh, en } });

/** Brings what a person put in place of a proposal into its stored form, or says what is wrong with it. */
// One case per kind of point reads better in one place than in ten.
// eslint-disable-next-line max-lines-per-function
export function checkReplacement(kind: PointKind, given: string, directory: SectionDirectory): CheckedValue {
  const text = given.trim();
  if (text.length > longestValue)
    return wrong(`超过 ${longestValue} 字`, `it is longer than ${longestValue} characters`);
  switch (kind) {
    case 'date': {
      const date = readDate(text);
      return date.kind === 'read' && date.certain
        ? value(date.on)
        : wrong('应为完整的日期，如 2016-06-28', 'it must be a whole date, for example 2016-06-28');
    }
    case 'instant': {
      const instant = text === '' ? '' : readPostedAt(text);
      return instant === undefined
        ? wrong(
            '应为日期和时刻，如 2016-12-28 21:01，或留空',
            'it must be a date and time, for example 2016-12-28 21:01, or blank',
          )
        : value(instant);
    }
    case 'document-number': {
      if (text === '') return value('');
      const number = parseDocumentNumber(text);
      return number.kind === 'read' && number.certain
        ? value(number.official)
        : wrong(
            '应为完整的文号，如 明政办函〔2016〕34号，或留空',
            'it must be a whole document number, for example 明政办函〔2016〕34号, or blank',
          );
    }
    case 'name':
      return text === '' ? wrong('不能为空', 'it must not be blank') : value(text);
    case 'text':
      return value(text);
    case 'lead':
      return splitNames(text).length > 1
        ? wrong('牵头科室只能是一个', 'only one section can lead')
        : knownNames(text, directory);
    case 'responsible':
      return knownNames(text, directory);
    case 'section': {
      const id = sectionId(directory, text);
      return id === undefined
        ? wrong(
            `名录中没有“${text}”；请用科室全称或编号`,
            `"${text}" is not in the list of sections; use a full name or an id`,
          )
        : value(id);
    }
    case 'definition-types': {
      const types = splitNames(text);
      const unknown = types.filter((type) => !definitionTypes.includes(type));
      if (types.length > 0 && unknown.length === 0) return value([...new Set(types)].join('、'));
      return wrong(
        `没有事项类型“${unknown.join('、')}”；可用 ${definitionTypes.join('、')}`,
        `there is no type "${unknown.join(', ')}"; use ${definitionTypes.join(', ')}`,
      );
    }
    case 'reading':
      return wrong(
        '版式读法只能同意；如不对，请改正原文后重新导入',
        'how the page was read can only be accepted; if it is wrong, mend the text and import it again',
      );
  }
}

function knownNames(text: string, directory: SectionDirectory): CheckedValue {
  const unknown = splitNames(text).filter((name) => sectionId(directory, name) === undefined);
  if (unknown.length === 0) return value(splitNames(text).join('、'));
  return wrong(
    `名录中没有“${unknown.join('、')}”；请用科室全称或编号`,
    `"${unknown.join(', ')}" is not in the list of sections; use full names or ids`,
  );
}

/** The id of a section or set named in full or by its id; short names are guesses and name nothing here. */
export function sectionId(directory: SectionDirectory, name: string): string | undefined {
  if (Object.hasOwn(directory.sections, name) || Object.hasOwn(directory.sectionSets, name)) return name;
  const { ids, certain } = matchSection(directory, name);
  return certain ? ids[0] : undefined;
}
