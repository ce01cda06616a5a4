import type { Definition, FormField } from '../engine/definition.js';

interface Titles {
  zh: string;
  en: string;
}

/** One item as lists show it. */
export interface PublicEntry {
  id: string;
  indexNumber: string;
  type: string;
  title: string;
  documentNumber: string | null;
  summary: string | null;
  topic: string | null;
  /** Null for the bureau itself. */
  organisation: string | null;
  madeOn: string | null;
  validUntil: string | null;
  hasInterpretation: boolean;
  postedAt: Date;
  updatedAt: Date;
}

/** Where the bytes are; `no` counts from 1 where a field holds several files. */
export interface PublicFile {
  name: string;
  sha256: string;
  no: number;
  mediaType: string;
  sizeBytes: number | null;
}
export interface PublicField extends Titles {
  name: string;
  kind: FormField['kind'];
  value: string | number | boolean | string[] | null;
  /** What a choice is called. */
  valueTitle: Titles | null;
  files: PublicFile[];
  postedAt: Date;
}
export interface PublicItem extends PublicEntry {
  typeTitle: Titles;
  fields: PublicField[];
  /** Cleared in part (区分处理): there is more that is not public. */
  isPartial: boolean;
  /** Oldest first; titles of the fields that were replaced. */
  corrections: { at: Date; fields: Titles[] }[];
  /** Other items of the same document number. */
  related: { id: string; title: string; type: string }[];
  changedAt: Date;
}

/** What is left of an item that was taken down: that it was here, when it went and why. Not a word of its own. */
export interface TakenDownItem {
  id: string;
  indexNumber: string;
  type: string;
  typeTitle: Titles;
  postedAt: Date;
  takenDownAt: Date;
  why: string;
  changedAt: Date;
}

/** One posted field as the database keeps it. */
export interface PostedField {
  field: string;
  canonical: string;
  postedAt: string;
}
/** What the database knows of stored bytes. */
export interface StoredBytes {
  sha256: string;
  sizeBytes: number;
  mediaType: string;
}

/** Reads the posted texts of an item, in the order of its form. */
export function publicFields(
  posted: readonly PostedField[],
  { form }: Definition,
  stored: readonly StoredBytes[],
): PublicField[] {
  const order = Object.keys(form);
  const bytes = new Map(stored.map((one) => [one.sha256, one]));
  return posted
    .map((one) => publicField(one, form[one.field], bytes))
    .sort((left, right) => order.indexOf(left.name) - order.indexOf(right.name));
}

/** What a field is called by its form. */
export function fieldTitle(form: Definition['form'], name: string): Titles {
  const field = form[name];
  return { zh: field?.zh ?? name, en: field?.en ?? name };
}

function publicField(
  { field, canonical, postedAt }: PostedField,
  form: FormField | undefined,
  bytes: ReadonlyMap<string, StoredBytes>,
): PublicField {
  const value: unknown = JSON.parse(canonical);
  const files = filesIn(value).map(({ name, sha256 }, index) => ({
    name,
    sha256,
    no: index + 1,
    mediaType: bytes.get(sha256)?.mediaType ?? 'application/octet-stream',
    sizeBytes: bytes.get(sha256)?.sizeBytes ?? null,
  }));
  const plain = files.length > 0 ? null : plainValue(value);
  return {
    name: field,
    kind: form?.kind ?? 'text',
    zh: form?.zh ?? field,
    en: form?.en ?? field,
    value: plain,
    valueTitle: typeof plain === 'string' ? (form?.of?.[plain] ?? null) : null,
    files,
    postedAt: new Date(postedAt),
  };
}

function filesIn(value: unknown): { name: string; sha256: string }[] {
  const candidates: unknown[] = Array.isArray(value) ? value : [value];
  return candidates.filter(isSealedFile);
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
