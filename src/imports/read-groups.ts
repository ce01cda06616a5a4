import { groupHeading, isGroupHeading, type Columns } from './find-table.js';
import { matchDefinition } from './match-definition.js';
import { nameSection, sectionPoints, splitNames } from './match-section.js';
import type { SectionDirectory } from './section-directory.js';
import {
  placeOf,
  type NoticeFault,
  type NoticeGroup,
  type NoticeTask,
  type Point,
  type PointKind,
} from './notice-proposal.js';
import { arabicNumeral } from './read-date.js';
import { splitTasks, type Cell, type Doubt, type RawTask } from './split-tasks.js';
import { wordsOf, type Token } from './split-lines.js';

interface RawGroup {
  number: number;
  title: string;
  line: number;
  tokens: Token[];
  isDamaged: boolean;
}
export interface ReadGroups {
  groups: NoticeGroup[];
  points: Point[];
  faults: NoticeFault[];
}

/** Reads the body of the table: groups, their tasks, and every guess made on the way. */
export function readGroups(
  directory: SectionDirectory,
  body: readonly Token[],
  columns: Columns,
): ReadGroups {
  const { groups: rawGroups, before } = splitGroups(body);
  const faults: NoticeFault[] = [...before.slice(0, 1).map(beforeFirstGroup), ...faultsOfOrder(rawGroups)];
  const points: Point[] = rawGroups.filter(({ isDamaged }) => isDamaged).map(bracketPoint);
  const uses: { name: string; line: number }[] = [];
  let number = 0;
  const groups = rawGroups.map((group): NoticeGroup => {
    const raw = splitTasks(directory, group.tokens, columns);
    faults.push(...raw.faults);
    if (raw.tasks.length === 0) faults.push(emptyGroup(group));
    const tasks = raw.tasks.map((task) => {
      number += 1;
      points.push(...pointsOfTask(number, task));
      for (const cell of [task.lead, task.responsible])
        uses.push(...namesIn(cell).map((name) => ({ name, line: cell?.line ?? 0 })));
      return readTask(directory, number, task);
    });
    return { number: group.number, title: group.title, line: group.line, tasks };
  });
  return {
    groups,
    points: [
      ...points,
      ...sectionPoints(
        directory,
        uses,
        groups.flatMap(({ tasks }) => tasks),
      ),
    ],
    faults,
  };
}

function splitGroups(body: readonly Token[]): { groups: RawGroup[]; before: Token[] } {
  const groups: RawGroup[] = [];
  const before: Token[] = [];
  for (const token of body) {
    const heading = headingIn(token);
    const tokens = groups.at(-1)?.tokens ?? before;
    if (!heading) tokens.push(token);
    else {
      groups.push({ ...readHeading(heading), line: token.line, tokens: [] });
      // A sheet may hold the group in a merged first column, with the first task in the same row.
      const others =
        token.kind === 'row' ? token.cells.filter((cell) => cell !== '' && cell !== heading) : [];
      if (token.kind === 'row' && others.length > 0)
        groups
          .at(-1)
          ?.tokens.push({ ...token, cells: token.cells.map((cell) => (cell === heading ? '' : cell)) });
    }
  }
  return { groups, before: before.filter(({ kind }) => kind !== 'blank') };
}

function headingIn(token: Token): string | undefined {
  if (token.kind === 'blank') return undefined;
  const cells = token.kind === 'row' ? token.cells : [token.text];
  return cells.find(isGroupHeading);
}

function readHeading(text: string): Pick<RawGroup, 'number' | 'title' | 'isDamaged'> {
  const [, before = '', numeral = '', after = '', title = ''] = groupHeading.exec(text) ?? [];
  return {
    number: Number(arabicNumeral(numeral)),
    title,
    isDamaged: !/^[（(〔【[]$/.test(before) || !/^[)）〕】\]]$/.test(after),
  };
}

const bracketPoint = ({ number, title, line }: RawGroup): Point => ({
  id: `group-${number}`,
  kind: 'reading',
  where: placeOf([line], `第 ${number} 组`, `group ${number}`),
  found: title,
  proposed: title,
  candidates: [],
  why: {
    zh: '组号的括号缺失或颠倒，仍读作分组标题',
    en: 'a bracket of the group number is lost or turned round; it is still read as a heading',
  },
  certain: false,
});

const beforeFirstGroup = (token: Token): NoticeFault => ({
  code: 'before-first-group',
  line: token.line,
  zh: `“${wordsOf(token).slice(0, 20)}”起的内容在第一组之前，不属于任何分组；请补上以（一）起头的分组标题。`,
  en: `"${wordsOf(token).slice(0, 20)}" and what follows it stand before the first group; add a heading that begins with （一）.`,
});
const emptyGroup = ({ number, line }: RawGroup): NoticeFault => ({
  code: 'empty-group',
  line,
  zh: `第 ${number} 组下没有读出任务；请检查该组内容。`,
  en: `No task could be read in group ${number}; check what stands under it.`,
});

function faultsOfOrder(groups: readonly RawGroup[]): NoticeFault[] {
  return groups.flatMap(({ number, line }, at) => {
    const expected = (groups[at - 1]?.number ?? 0) + 1;
    if (number === expected) return [];
    return [
      {
        code: 'group-order',
        line,
        zh: `组号应为 ${expected}，却是 ${number}；请检查是否漏了分组标题。`,
        en: `Group ${expected} should come here, but it is ${number}; a heading may be missing.`,
      },
    ];
  });
}

const namesIn = (cell: Cell | null): string[] => splitNames(cell?.text ?? '');

function readTask(
  directory: SectionDirectory,
  number: number,
  { title, lead, responsible, requirement }: RawTask,
): NoticeTask {
  const leads = namesIn(lead);
  return {
    number,
    title: title.text,
    lead: leads.length === 1 ? nameSection(directory, leads[0] ?? '') : null,
    responsible: namesIn(responsible).map((name) => nameSection(directory, name)),
    requirement: requirement?.text ?? '',
    definitionTypes: matchDefinition(title.text, requirement?.text ?? '').proposed,
    lines: {
      title: title.line,
      lead: lead?.line ?? null,
      responsible: responsible?.line ?? null,
      requirement: requirement?.line ?? null,
    },
  };
}

const cellNames: Readonly<Record<Doubt['cell'], { zh: string; en: string; kind: PointKind }>> = {
  lead: { zh: '牵头科室', en: 'lead section', kind: 'lead' },
  responsible: { zh: '责任科室', en: 'responsible sections', kind: 'responsible' },
  requirement: { zh: '工作要求', en: 'requirement', kind: 'text' },
  'blank-line': { zh: '空行', en: 'blank line', kind: 'reading' },
};

function pointsOfTask(number: number, task: RawTask): Point[] {
  const place = (line: number, zh: string, en: string): Point['where'] =>
    placeOf([line], `任务 ${number} ${zh}`, `task ${number}, ${en}`);
  const points = task.doubts.map(({ cell, line, why, certain }): Point => {
    const { zh, en, kind } = cellNames[cell];
    const text = cell === 'blank-line' ? '' : (task[cell]?.text ?? '');
    return {
      id: `task-${number}/${cell}`,
      kind,
      where: place(task[cell === 'blank-line' ? 'lead' : cell]?.line ?? line, zh, en),
      found: text,
      proposed: text,
      candidates: [],
      why,
      certain,
    };
  });
  const leads = namesIn(task.lead);
  if (leads.length > 1) points.push(jointLead(number, task, leads, place));

  const match = matchDefinition(task.title.text, task.requirement?.text ?? '');
  const proposed = match.proposed.length > 0 ? match.proposed.join('、') : null;
  return [
    ...points,
    {
      id: `task-${number}/types`,
      kind: 'definition-types',
      where: place(task.title.line, '事项类型', 'type'),
      found: task.title.text,
      proposed,
      candidates: match.candidates,
      why: match.why,
      certain: match.certain,
    },
  ];
}

function jointLead(
  number: number,
  { lead, title }: RawTask,
  leads: string[],
  place: (line: number, zh: string, en: string) => Point['where'],
): Point {
  const why = {
    zh: '牵头科室只能是一个；请选定，其余列为责任科室',
    en: 'a task has one lead section; choose it, the others become responsible',
  };
  return {
    id: `task-${number}/lead`,
    kind: 'lead',
    where: place(lead?.line ?? title.line, '牵头科室', 'lead section'),
    found: lead?.text ?? '',
    proposed: null,
    candidates: leads,
    why,
    certain: false,
  };
}
