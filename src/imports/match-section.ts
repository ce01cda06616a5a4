import type { SectionDirectory } from './section-directory.js';
import { placeOf, type NamedSection, type NoticeTask, type Point, type Sentence } from './notice-proposal.js';

interface SectionMatch {
  ids: string[];
  certain: boolean;
  why: Sentence;
}

/** What a written name means: certain only for the full name; a short name is a guess, even a declared one. */
export function matchSection(directory: SectionDirectory, name: string): SectionMatch {
  const sections = Object.entries(directory.sections);
  const sets = Object.entries(directory.sectionSets);
  const full = [...sections, ...sets].filter(([, { zh }]) => zh === name).map(([id]) => id);
  if (full.length === 1)
    return {
      ids: full,
      certain: true,
      why: { zh: '与科室名录一致', en: 'the name is in the list of sections' },
    };

  const short = sections.filter(([, { shortNames }]) => shortNames.includes(name)).map(([id]) => id);
  if (short.length > 0)
    return {
      ids: short,
      certain: false,
      why: {
        zh: '名录中登记的简称，须确认所指',
        en: 'a short name in the list of sections; confirm which one is meant',
      },
    };

  const alike = sections.filter(([, { zh }]) => isShortened(name, zh)).map(([id]) => id);
  const why =
    alike.length > 0
      ? {
          zh: '名录中没有，从字面看像是缩写',
          en: 'not in the list of sections; by its characters it looks like an abbreviation',
        }
      : {
          zh: '名录中没有此名称；请选定科室，或先登记',
          en: 'not in the list of sections; choose a section, or add it to the list first',
        };
  return { ids: alike, certain: false, why };
}

/** 法规科 for 法规和司法鉴定科: same first and last character, the rest in the same order. */
function isShortened(name: string, full: string): boolean {
  if (name.length < 2 || name[0] !== full[0] || name.at(-1) !== full.at(-1)) return false;
  let from = 0;
  return [...name].every((character) => {
    const at = full.indexOf(character, from);
    from = at + 1;
    return at >= 0;
  });
}

export const sectionPointId = (name: string): string => `section:${name}`;

/** The section proposed for a name; null when none or more than one could be meant. */
export function nameSection(directory: SectionDirectory, name: string): NamedSection {
  const { ids } = matchSection(directory, name);
  return { name, proposedId: ids.length === 1 ? (ids[0] ?? null) : null };
}

/** One point for each written name that is not a full name, however often it occurs. */
export function sectionPoints(
  directory: SectionDirectory,
  uses: readonly { name: string; line: number }[],
  tasks: readonly NoticeTask[],
): Point[] {
  return [...new Set(uses.map(({ name }) => name))].flatMap((name) => {
    const { ids, certain, why } = matchSection(directory, name);
    if (certain) return [];
    const lines = [...new Set(uses.filter((use) => use.name === name).map(({ line }) => line))];
    const proposed = ids.length === 1 ? (ids[0] ?? null) : null;
    const where = placeOf(lines, '科室名称', 'section name');
    const doubt = besideItself(tasks, name);
    const fullWhy = { zh: why.zh + doubt.zh, en: why.en + doubt.en };
    return [
      {
        id: sectionPointId(name),
        kind: 'section' as const,
        where,
        found: name,
        proposed,
        candidates: ids,
        why: fullWhy,
        certain,
      },
    ];
  });
}

/** Task 2 of 2016 names 法规科 beside 法规和司法鉴定科: if they are one section, it leads and is responsible too. */
function besideItself(tasks: readonly NoticeTask[], name: string): Sentence {
  const clashes = tasks.filter(({ lead, responsible }) => {
    const own = responsible.find((section) => section.name === name);
    return (
      own !== undefined &&
      lead !== null &&
      lead.name !== name &&
      lead.proposedId === own.proposedId &&
      own.proposedId !== null
    );
  });
  const numbers = clashes.map(({ number }) => number).join('、');
  if (numbers === '') return { zh: '', en: '' };
  return {
    zh: `；照此则任务 ${numbers} 的牵头与责任为同一科室`,
    en: `; then the same section leads task ${numbers} and is responsible for it`,
  };
}

const unitNames = /(科|室|处|部|办|局|所|站|院|委|中心|支队|大队|科室|单位|部门)$/;

/** Names in a cell, parted as such lists are; not parted inside brackets, as in 各科(室、部). */
export function splitNames(text: string): string[] {
  const names = [''];
  let depth = 0;
  for (const character of text) {
    if ('（('.includes(character)) depth += 1;
    if ('）)'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && '、,，;；\n'.includes(character)) names.push('');
    else names[names.length - 1] += character;
  }
  return names.map((name) => name.replace(/\s/g, '')).filter((name) => name !== '');
}

/** Whether a cell names sections, and nothing else: each name is known or ends like a unit's. */
export function isSectionCell(directory: SectionDirectory, text: string): boolean {
  const names = splitNames(text);
  return (
    names.length > 0 &&
    names.every(
      (name) =>
        matchSection(directory, name).certain ||
        (/^[\u4e00-\u9fff]{2,12}$/.test(name) && unitNames.test(name)),
    )
  );
}
