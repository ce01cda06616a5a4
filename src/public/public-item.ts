import type { Definition, FormField } from '../engine/definition.js';

/** One posted field as the database keeps it. */
export interface PostedRow {
  caseId: string;
  type: string;
  version: number;
  field: string;
  canonical: string;
  indexNumber: string;
  postedAt: Date;
  /** The case exposes exactly this text now; false or null for an earlier one that was not taken down. */
  isExposed: boolean | null;
}

interface Titles {
  zh: string;
  en: string;
}
/** Where the bytes are; `no` counts from 1 where a field holds several files. */
export interface PublicFile {
  name: string;
  sha256: string;
  no: number;
}
export interface PublicField extends Titles {
  name: string;
  kind: FormField['kind'];
  value: string | number | boolean | string[] | null;
  /** What a choice is called. */
  valueTitle: Titles | null;
  files: PublicFile[];
  postedAt: string;
}
export interface PublicItem {
  id: string;
  indexNumber: string;
  type: string;
  typeTitle: Titles;
  title: string;
  documentNumber: string | null;
  postedAt: string;
  updatedAt: string;
  fields: PublicField[];
}

/** Puts together what the public reads of one case, from its posted texts alone: the case's own row may hold a newer draft. */
export function publicItem(rows: readonly PostedRow[], definition: Definition): PublicItem | null {
  const current = newestOfEach(rows);
  const first = current[0];
  if (!first) return null;
  const order = Object.keys(definition.form);
  const fields = current
    .map((row) => publicField(row, definition.form[row.field]))
    .sort((left, right) => order.indexOf(left.name) - order.indexOf(right.name));
  const text = (name: string) => {
    const value = fields.find((field) => field.name === name)?.value;
    return typeof value === 'string' ? value : null;
  };
  const postings = current.map(({ postedAt }) => postedAt.toISOString()).sort();
  return {
    id: first.caseId,
    indexNumber: first.indexNumber,
    type: first.type,
    typeTitle: definition.title,
    title: text('title') ?? definition.title.zh,
    documentNumber: text('documentNumber'),
    postedAt: postings[0] ?? '',
    updatedAt: postings.at(-1) ?? '',
    fields,
  };
}

/** A correction stands beside what it replaced: what the case exposes counts, else what was posted last. */
function newestOfEach(rows: readonly PostedRow[]): PostedRow[] {
  const newest = new Map<string, PostedRow>();
  for (const row of rows) {
    const known = newest.get(row.field);
    if (!known || isNewer(row, known)) newest.set(row.field, row);
  }
  return [...newest.values()];
}

function isNewer(row: PostedRow, known: PostedRow): boolean {
  if ((row.isExposed ?? false) !== (known.isExposed ?? false)) return row.isExposed === true;
  return row.postedAt > known.postedAt;
}

function publicField({ field, canonical, postedAt }: PostedRow, form: FormField | undefined): PublicField {
  const value: unknown = JSON.parse(canonical);
  const files = filesIn(value);
  const plain = files.length > 0 ? null : plainValue(value);
  const valueTitle = typeof plain === 'string' ? (form?.of?.[plain] ?? null) : null;
  const kind = form?.kind ?? 'text';
  return {
    name: field,
    kind,
    zh: form?.zh ?? field,
    en: form?.en ?? field,
    value: plain,
    valueTitle,
    files,
    postedAt: postedAt.toISOString(),
  };
}

function filesIn(value: unknown): PublicFile[] {
  const candidates: unknown[] = Array.isArray(value) ? value : [value];
  return candidates.filter(isSealedFile).map(({ name, sha256 }, index) => ({ name, sha256, no: index + 1 }));
}

function isSealedFile(value: unknown): value is { name: string; sha256: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { name, sha256 } = value as { name?: unknown; sha256?: unknown };
  return typeof name === 'string' && typeof sha256 === 'string';
}

function plainValue(value: unknown): PublicField['value'] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(String) : null;
}
