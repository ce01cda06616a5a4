import { placeOf, type NoticeFault, type Point } from './notice-proposal.js';
import { wordsOf, type Token } from './split-lines.js';

export type Column = 'title' | 'lead' | 'responsible' | 'requirement';
/** Null is a column that is not used, such as a serial number. */
export type Columns = (Column | null)[];
export const usualColumns: readonly Column[] = ['title', 'lead', 'responsible', 'requirement'];
const usualHeader = '工作任务、牵头科室、责任科室、工作要求';

export interface FoundTable {
  letter: Token[];
  body: Token[];
  pageEnd: Token[];
  columns: Columns;
  points: Point[];
  faults: NoticeFault[];
}

const headerWords: readonly (readonly [RegExp, Column])[] = [
  [/牵头/, 'lead'],
  [/责任|配合|协办/, 'responsible'],
  [/要求|标准|措施/, 'requirement'],
  [/任务|事项/, 'title'],
];
const longestHeaderCell = 10;
/** What web pages put below an article. */
const pageFurniture =
  /^(附件下载|扫一扫.{0,30}|相关(解读|链接|文档|信息)|【?(打印|关闭)(本页|窗口)?】?|分享到.{0,20}|[上下]一篇.{0,100})$/;

/** `(一)` and what follows it; a bracket may be missing or turned round. */
export const groupHeading = /^([（(〔【[)）]?)\s*([一二三四五六七八九十]{1,3})\s*([)）〕】\]（(]?)\s*(.*)$/;
export function isGroupHeading(text: string): boolean {
  const [, before = '', , after = ''] = groupHeading.exec(text) ?? [];
  return before !== '' || after !== '';
}

function columnOf(text: string): Column | null {
  if (text.length > longestHeaderCell || isGroupHeading(text)) return null;
  return headerWords.find(([words]) => words.test(text))?.[1] ?? null;
}

/** Parts the page into letter, table and what the web site put below, and tells which column is which. */
export function findTable(tokens: readonly Token[]): FoundTable {
  const header = findHeader(tokens);
  const groupAt = tokens.findIndex((token) => isGroupHeading(wordsOf(token)));
  const from = header ? header.from : groupAt;
  if (from < 0)
    return { letter: [...tokens], body: [], pageEnd: [], columns: [], points: [], faults: [noTable(tokens)] };
  const start = header ? header.to : groupAt;
  const endAt = tokens.findIndex((token, at) => at >= start && pageFurniture.test(wordsOf(token)));
  const end = endAt < 0 ? tokens.length : endAt;
  const columns = header?.columns ?? [...usualColumns];
  const isTyped = header !== undefined && tokens[header.from]?.kind === 'row';
  return {
    letter: tokens.slice(0, from),
    body: tokens.slice(start, end),
    pageEnd: tokens.slice(end).filter(({ kind }) => kind !== 'blank'),
    columns: isTyped ? columns : [...usualColumns],
    ...judgeHeader(columns, isTyped, header?.line ?? null),
  };
}

const noTable = (tokens: readonly Token[]): NoticeFault => ({
  code: 'no-table',
  line: tokens.at(-1)?.line ?? 1,
  zh: `没有找到任务表；表头应为${usualHeader}，各组以（一）（二）起头。`,
  en: `There is no table of tasks; its header is ${usualHeader}, and groups begin with （一）, （二）.`,
});

interface Header {
  from: number;
  to: number;
  line: number;
  columns: Columns;
}

function findHeader(tokens: readonly Token[]): Header | undefined {
  for (const [from, token] of tokens.entries()) {
    if (token.kind === 'row') {
      const columns = token.cells.map(columnOf);
      if (columns.filter((column) => column !== null).length >= 2)
        return { from, to: from + 1, line: token.line, columns };
    }
    const cells = headerCellsFrom(tokens, from);
    if (cells.columns.length >= 2) return { from, to: cells.to, line: token.line, columns: cells.columns };
  }
  return undefined;
}

/** Header words one per line, with blank lines between them. */
function headerCellsFrom(tokens: readonly Token[], from: number): { columns: Column[]; to: number } {
  const columns: Column[] = [];
  let to = from;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'blank' && columns.length > 0) continue;
    const column = token?.kind === 'text' ? columnOf(token.text) : null;
    if (column === null || columns.includes(column)) break;
    columns.push(column);
    to = at + 1;
  }
  return { columns, to };
}

function judgeHeader(
  columns: Columns,
  isTyped: boolean,
  line: number | null,
): Pick<FoundTable, 'points' | 'faults'> {
  const used = columns.filter((column) => column !== null);
  if (
    line !== null &&
    used.length === usualColumns.length &&
    (isTyped ? new Set(used).size === used.length : used.every((column, at) => column === usualColumns[at]))
  )
    return { points: [], faults: [] };
  const inOrder = usualColumns.filter((column) => used.includes(column));
  if (!isTyped && inOrder.join() === used.join()) {
    const why = {
      zh: '表头不全，按通常次序读取各栏',
      en: 'the header is incomplete; the columns were read in their usual order',
    };
    return {
      points: [
        {
          id: 'table-header',
          kind: 'reading',
          where: placeOf([line], '表头', 'table header'),
          found: '',
          proposed: usualHeader,
          candidates: [],
          why,
          certain: false,
        },
      ],
      faults: [],
    };
  }
  const zh = `表头应含且只含一次${usualHeader}；逐行排列时须依此次序。`;
  return {
    points: [],
    faults: [
      {
        code: 'wrong-header',
        line: line ?? 1,
        zh,
        en: `The header needs each of ${usualHeader} once; with one cell per line, in this order.`,
      },
    ],
  };
}
