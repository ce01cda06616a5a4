import type { PublicFilter } from './read-public-items.js';

const mostItems = 100;

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
  const type = text(
    'type',
    /^[a-z][a-z0-9-]{0,60}$/,
    '应为事项类型，例如 policy-document (a type such as policy-document)',
  );
  const year = text('year', /^(19|20|21)\d{2}$/, '应为四位年份 (a year of four digits)');
  const q = text('q', /^[^\u0000]{1,100}$/, '最多 100 字 (at most 100 characters)');
  const limit = Number(
    text('limit', /^([1-9]\d?|100)$/, `应为 1 至 ${mostItems} (from 1 to ${mostItems})`) ?? 20,
  );
  const offset = Number(
    text('offset', /^\d{1,6}$/, '应为不小于 0 的整数 (a whole number, not negative)') ?? 0,
  );
  const filter = {
    ...(type === undefined ? {} : { type }),
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(q === undefined ? {} : { q }),
    limit,
    offset,
  };
  return { filter, faults };
}
