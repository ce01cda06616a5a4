import type { Chosen } from './catalogue-counts.js';

export interface PublicFilter extends Chosen {
  /** Words of the item; what is parted by spaces must all occur. */
  q?: string;
  limit: number;
  offset: number;
}

const mostItems = 100;
const pageItems = 20;

/** Reads the conditions of a list from its address. @returns every fault at once, for the reader */
export function readFilter(query: Record<string, unknown>): { filter: PublicFilter; faults: string[] } {
  const faults: string[] = [];
  const text = (name: string, pattern: RegExp, words: string): string | undefined => {
    const value = query[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string' && pattern.test(value)) return value;
    faults.push(`${name} ${words}`);
    return undefined;
  };
  const chosen = {
    type: text(
      'type',
      /^[a-z][a-z0-9-]{0,60}$/,
      '应为事项类型，例如 policy-document (a type such as policy-document)',
    ),
    topic: text('topic', shortText(60), '最多 60 字 (at most 60 characters)'),
    year: text('year', /^(19|20|21)\d{2}$/, '应为四位年份 (a year of four digits)'),
    organisation: text('organisation', shortText(100), '最多 100 字 (at most 100 characters)'),
    q: text('q', shortText(100), '最多 100 字 (at most 100 characters)')?.trim(),
  };
  const limit = text('limit', /^([1-9]\d?|100)$/, `应为 1 至 ${mostItems} (from 1 to ${mostItems})`);
  const offset = text('offset', /^\d{1,6}$/, '应为不小于 0 的整数 (a whole number, not negative)');
  const page = text('page', /^[1-9]\d{0,4}$/, '应为不小于 1 的整数 (a whole number from 1)');
  const { year, ...words } = chosen;
  const filter = {
    ...given(words),
    ...(year === undefined ? {} : { year: Number(year) }),
    limit: Number(limit ?? pageItems),
    offset: offset === undefined ? (Number(page ?? 1) - 1) * Number(limit ?? pageItems) : Number(offset),
  };
  return { filter, faults };
}

function shortText(most: number): RegExp {
  return new RegExp(`^[^\\u0000-\\u001f]{1,${most}}$`, 'u');
}

function given<Names extends string>(
  values: Record<Names, string | undefined>,
): Partial<Record<Names, string>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<Record<Names, string>>;
}
