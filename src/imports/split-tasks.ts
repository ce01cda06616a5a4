import type { Columns } from './find-table.js';
import { isSectionCell } from './match-section.js';
import type { SectionDirectory } from './section-directory.js';
import type { NoticeFault, Sentence } from './notice-proposal.js';
import type { RowToken, TextToken, Token } from './split-lines.js';

export type Cell = Pick<TextToken, 'line' | 'text'>;
type CellName = 'lead' | 'responsible' | 'requirement' | 'blank-line';

/** Something about a task that the layout does not say outright. */
export interface Doubt {
  cell: CellName;
  line: number;
  why: Sentence;
  certain: boolean;
}
export interface RawTask {
  title: Cell;
  lead: Cell | null;
  responsible: Cell | null;
  requirement: Cell | null;
  doubts: Doubt[];
}
export interface RawTasks {
  tasks: RawTask[];
  faults: NoticeFault[];
}

/** Cuts what stands under one group heading into tasks, whether pasted as one cell per line or as rows with tabs. */
export function splitTasks(
  directory: SectionDirectory,
  tokens: readonly Token[],
  columns: Columns,
): RawTasks {
  const tasks: RawTask[] = [];
  const faults: NoticeFault[] = [];
  let lines: Token[] = [];
  const endLines = (): void => {
    const read = splitCells(directory, lines);
    tasks.push(...read.tasks);
    faults.push(...read.faults);
    lines = [];
  };
  for (const token of tokens) {
    if (token.kind !== 'row') lines.push(token);
    else {
      endLines();
      readRow(token, columns, tasks, faults);
    }
  }
  endLines();
  return { tasks, faults };
}

function readRow({ line, cells }: RowToken, columns: Columns, tasks: RawTask[], faults: NoticeFault[]): void {
  const cellOf = (name: Columns[number]): Cell | null => {
    const text = cells[columns.indexOf(name)] ?? '';
    return text === '' ? null : { line, text };
  };
  const title = cellOf('title');
  if (cells.slice(columns.length).some((cell) => cell !== '')) {
    faults.push({
      code: 'too-many-cells',
      line,
      zh: `此行有 ${cells.length} 格，表头只有 ${columns.length} 栏；请对齐。`,
      en: `This row has ${cells.length} cells and the header ${columns.length}; align them.`,
    });
  }
  if (!title) {
    faults.push({
      code: 'no-task-title',
      line,
      zh: '此行没有工作任务；请补上任务名称，合并的单元格请拆开。',
      en: 'This row names no task; add its title, and unmerge merged cells.',
    });
    return;
  }
  const named = {
    lead: cellOf('lead'),
    responsible: cellOf('responsible'),
    requirement: cellOf('requirement'),
  };
  const blanks = (['lead', 'responsible', 'requirement'] as const).filter((cell) => named[cell] === null);
  tasks.push({
    title,
    ...named,
    doubts: blanks.map((cell) => ({ cell, line, why: blankCell, certain: true })),
  });
}

const blankCell: Sentence = { zh: '表中此格为空', en: 'this cell of the table is blank' };

/** One cell, with the number of blank cells right before it. */
interface Item extends Cell {
  blanksBefore: number;
  isSection: boolean;
}

/** A task while its cells are gathered; where blanks stand tells which cell is missing. */
interface Block {
  title: Cell;
  sections: Cell[];
  texts: Cell[];
  blanksBefore: number;
  blanksAfter: number;
}

/**
 * One cell per line: cells that name sections are the anchors. The text before them is the task's title, and what
 * stands between them and the next title is the requirement.
 */
function splitCells(directory: SectionDirectory, tokens: readonly Token[]): RawTasks {
  const { items, blanksAtEnd } = itemsOf(directory, tokens);
  const anchors = items.flatMap((item, at) =>
    item.isSection && items[at - 1]?.isSection === false ? [at] : [],
  );
  const strays = items.slice(0, anchors[0] === undefined ? items.length : anchors[0] - 1);
  const blocks = anchors.flatMap((anchor, at): Block[] => {
    const title = items[anchor - 1];
    const next = anchors[at + 1];
    const nextText = items.findIndex((item, index) => index > anchor && !item.isSection);
    const end = nextText < 0 ? items.length : nextText;
    const texts = items.slice(end, next === undefined ? items.length : next - 1);
    const blanks = {
      blanksBefore: items[anchor]?.blanksBefore ?? 0,
      blanksAfter: items[end]?.blanksBefore ?? blanksAtEnd,
    };
    return title ? [{ title, sections: items.slice(anchor, end), texts, ...blanks }] : [];
  });
  return {
    tasks: blocks.map(readBlock),
    faults: [...strays.map(strayText), ...blocks.flatMap(thirdSection)],
  };
}

function itemsOf(
  directory: SectionDirectory,
  tokens: readonly Token[],
): { items: Item[]; blanksAtEnd: number } {
  const items: Item[] = [];
  let blanks = 0;
  for (const token of tokens) {
    if (token.kind === 'blank') blanks += 1;
    if (token.kind !== 'text') continue;
    // The first cell is a title even when it ends like the name of a unit.
    const isSection = items.length > 0 && isSectionCell(directory, token.text);
    items.push({ line: token.line, text: token.text, blanksBefore: blanks, isSection });
    blanks = 0;
  }
  return { items, blanksAtEnd: blanks };
}

const strayText = ({ line, text }: Cell): NoticeFault => ({
  code: 'stray-text',
  line,
  zh: `“${text.slice(0, 20)}”之后没有科室，无法归入任务；请补上牵头科室或责任科室，或与所属的格并为一行。`,
  en: `"${text.slice(0, 20)}" is not followed by a section and belongs to no task; add the lead or responsible section, or join the line to its cell.`,
});

function thirdSection({ sections }: Block): NoticeFault[] {
  const third = sections[2];
  if (!third) return [];
  return [
    {
      code: 'too-many-sections',
      line: third.line,
      zh: `“${third.text}”是同一任务的第三格科室；请检查其前是否缺少任务名称，或两格应并为一格。`,
      en: `"${third.text}" is a third cell of sections for one task; a title may be missing before it, or two cells are one.`,
    },
  ];
}

function readBlock(block: Block): RawTask {
  const { title, texts } = block;
  const [first, ...more] = texts;
  const requirement = first ? { line: first.line, text: texts.map(({ text }) => text).join('\n') } : null;
  const { lead, responsible, doubts, blanksUsed } = assignSections(block);
  if (!first) {
    const isMarked = block.blanksAfter > blanksUsed;
    doubts.push({
      cell: 'requirement',
      line: title.line,
      certain: isMarked,
      why: isMarked ? blankCell : lostRequirement,
    });
  }
  if (more.length > 0)
    doubts.push({ cell: 'requirement', line: title.line, certain: false, why: longRequirement });
  return { title, lead, responsible, requirement, doubts };
}

const lostRequirement: Sentence = {
  zh: '没有读到工作要求，也没有空格标记；可能漏抄，或下一任务的名称其实是本任务的要求（如是，请改正原文后重新导入）',
  en: 'no requirement and no blank cell was found; it may be lost, or the next title is really this requirement (then mend the text and import it again)',
};
const longRequirement: Sentence = {
  zh: '工作要求占多段；其中可能有一个没有科室的任务（如是，请改正原文后重新导入）',
  en: 'the requirement has several paragraphs; one may be a task without sections (then mend the text and import it again)',
};

interface Assignment extends Pick<RawTask, 'lead' | 'responsible' | 'doubts'> {
  blanksUsed: number;
}

/** Two cells are lead and responsible. Of one cell alone, the blank beside it tells which it is. */
function assignSections({ title, sections, blanksBefore, blanksAfter }: Block): Assignment {
  const [first = null, second = null] = sections;
  const { line } = title;
  if (second) {
    // Both cells are filled, so a line of spaces before them was no cell.
    const doubts: Doubt[] =
      blanksBefore === 0
        ? []
        : [
            {
              cell: 'blank-line',
              line,
              certain: true,
              why: {
                zh: '任务名称后有空行，但牵头、责任两格都有内容，空行不作一格',
                en: 'a blank line follows the title, but lead and responsible are both filled, so it is not a cell',
              },
            },
          ];
    return { lead: first, responsible: second, doubts, blanksUsed: 0 };
  }
  if (blanksBefore > 0 && blanksAfter === 0) {
    const why = {
      zh: '只有一格科室，其前为空格，读作没有牵头科室',
      en: 'there is one cell of sections with a blank before it; read as having no lead section',
    };
    return {
      lead: null,
      responsible: first,
      doubts: (['lead', 'responsible'] as const).map((cell) => ({ cell, line, why, certain: false })),
      blanksUsed: 0,
    };
  }
  const isMarked = blanksAfter > 0 && blanksBefore === 0;
  const why = isMarked
    ? blankCell
    : {
        zh: '只有一格科室，看不出是牵头还是责任，读作牵头',
        en: 'there is one cell of sections and nothing tells lead from responsible; read as the lead',
      };
  const cells = isMarked ? (['responsible'] as const) : (['lead', 'responsible'] as const);
  return {
    lead: first,
    responsible: null,
    doubts: cells.map((cell) => ({ cell, line, why, certain: isMarked })),
    blanksUsed: blanksAfter > 0 ? 1 : 0,
  };
}
