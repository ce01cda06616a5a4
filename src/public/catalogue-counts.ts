import { topicOfType } from './topics.js';

/** How many items there are of one type, topic, agency and year: with these, every count of the catalogue is a sum. */
export interface CountRow {
  type: string;
  topic: string | null;
  organisation: string | null;
  year: number;
  items: number;
}

export interface Chosen {
  topic?: string;
  type?: string;
  /** Year of the first posting, in Beijing time. */
  year?: number;
  organisation?: string;
}
export type Facet = keyof Chosen;

const valueOf: Record<Facet, (row: CountRow, bureau: string) => string> = {
  topic: ({ topic, type }) => topic ?? topicOfType(type),
  type: ({ type }) => type,
  year: ({ year }) => String(year),
  organisation: ({ organisation }, bureau) => organisation ?? bureau,
};
const facets = Object.keys(valueOf) as Facet[];

/** @param bureau whose the items are that name no agency */
export function countItems(rows: readonly CountRow[], chosen: Chosen, bureau: string): number {
  return rows.filter((row) => fits(row, chosen, bureau)).reduce((sum, { items }) => sum + items, 0);
}

/** What could be chosen of one facet while the others stay as they are, most first; years newest first. */
export function countFacet(
  rows: readonly CountRow[],
  facet: Facet,
  { [facet]: _own, ...others }: Chosen,
  bureau: string,
): { value: string; items: number }[] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (!fits(row, others, bureau)) continue;
    const value = valueOf[facet](row, bureau);
    sums.set(value, (sums.get(value) ?? 0) + row.items);
  }
  const counted = [...sums].map(([value, items]) => ({ value, items }));
  return facet === 'year'
    ? counted.sort((left, right) => Number(right.value) - Number(left.value))
    : counted.sort((left, right) => right.items - left.items || (left.value < right.value ? -1 : 1));
}

function fits(row: CountRow, chosen: Chosen, bureau: string): boolean {
  return facets.every((facet) => {
    const wanted = chosen[facet];
    return wanted === undefined || valueOf[facet](row, bureau) === String(wanted);
  });
}
