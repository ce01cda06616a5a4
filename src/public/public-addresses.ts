import type { Language } from './public-words.js';

/** Addresses of the portal. Others link to them, so they stay. */
export const homePath = '/public';
export const cataloguePath = '/public/items';
export const stylePath = '/public/portal.css';

export function pagePath(caseId: string): string {
  return `/public/items/${caseId}`;
}

export function filePath(caseId: string, field: string, no: number): string {
  return `/api/v1/public/items/${caseId}/files/${encodeURIComponent(field)}${no === 1 ? '' : `/${no}`}`;
}

/** How somebody reads the portal: kept in every address, so that it needs neither script nor cookie. */
export interface Reading {
  language: Language;
  isLarge: boolean;
  isHighContrast: boolean;
}

export function readReading(query: Record<string, unknown>): Reading {
  return {
    language: query['lang'] === 'en' ? 'en' : 'zh',
    isLarge: query['text'] === 'large',
    isHighContrast: query['contrast'] === 'high',
  };
}

export type Conditions = Record<string, string | number | undefined>;

/** The part of an address behind the question mark that keeps the reading; empty conditions are left out. */
export function queryOf(conditions: Conditions, reading?: Reading): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...conditions, ...readingConditions(reading) }))
    if (value !== undefined && value !== '') query.append(name, String(value));
  return query.size > 0 ? `?${query.toString()}` : '';
}

export function readingConditions(reading?: Reading): Conditions {
  return {
    lang: reading?.language === 'en' ? 'en' : undefined,
    text: reading?.isLarge ? 'large' : undefined,
    contrast: reading?.isHighContrast ? 'high' : undefined,
  };
}
