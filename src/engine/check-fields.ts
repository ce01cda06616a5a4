import type { FieldValue, FileValue, Fields } from './case-file.js';
import type { IsoDate } from './days.js';
import type { Definition, FormField, Vocabulary } from './definition.js';
import { isInput } from './definition.js';
import { reason, type Reason } from './reasons.js';

/** What a value is compared with beside its field: the names of the vocabulary and the day. */
export interface Known {
  vocabulary: Vocabulary;
  today: IsoDate;
}
interface Complaint {
  zh: string;
  en: string;
}
const complaint = (zh: string, en: string): Complaint => ({ zh, en });

const longestText = 500;
const longestLongText = 20_000;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text names a day that exists: 2026-02-30 does not. */
export function isRealDate(text: string): boolean {
  if (!datePattern.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

function isInstant(text: string): boolean {
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  return zoned && isRealDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

export function isFileValue(value: unknown): value is FileValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { file, sha256, name, mediaType, sizeBytes } = value as Partial<FileValue>;
  const texts = [file, name, mediaType].every((text) => typeof text === 'string' && text.length > 0);
  return (
    texts && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) && typeof sizeBytes === 'number'
  );
}

/** The files in the value of a field: one, several, or none. */
export function filesIn(value: unknown): FileValue[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter(isFileValue);
}

function complainText(field: Pick<FormField, 'kind' | 'max'>, value: unknown): Complaint | undefined {
  const longest = field.max ?? (field.kind === 'long-text' ? longestLongText : longestText);
  if (typeof value !== 'string' || value.trim() === '') return complaint('应为文字', 'it must be a text');
  if (value.length > longest)
    return complaint(`超过 ${longest} 字`, `it is longer than ${longest} characters`);
  // A NUL cannot be stored and an override of writing direction can disguise a title.
  if (/[\u0000\u202a-\u202e\u2066-\u2069]/.test(value))
    return complaint('含有不可见的控制字符', 'it holds invisible control characters');
  return undefined;
}

/** What is wrong with one value for one field, or nothing. */
function complain(field: FormField, value: unknown, known: Known): Complaint | undefined {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'document-number':
      return complainText(field, value);
    case 'url':
      if (typeof value !== 'string' || !/^https?:\/\/[^\s]+$/.test(value))
        return complaint('应为 http(s) 网址', 'it must be an http(s) address');
      return complainText(field, value);
    case 'date':
      return typeof value === 'string' && isRealDate(value)
        ? undefined
        : complaint('应为实际存在的日期，格式 2026-01-31', 'it must be a date that exists, like 2026-01-31');
    case 'instant':
      return typeof value === 'string' && isInstant(value)
        ? undefined
        : complaint(
            '应为带时区的时间，格式 2026-01-31T09:00:00+08:00',
            'it must be a time with its zone, like 2026-01-31T09:00:00+08:00',
          );
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value))
        return complaint('应为数字', 'it must be a number');
      return value < 0 || value > (field.max ?? Number.MAX_SAFE_INTEGER)
        ? complaint('超出允许范围', 'it is out of range')
        : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : complaint('应为是或否', 'it must be true or false');
    case 'choice':
      return typeof value === 'string' && field.of !== undefined && Object.hasOwn(field.of, value)
        ? undefined
        : complaint(
            `只能选 ${Object.entries(field.of ?? {})
              .map(([id, of]) => `${of.zh}（${id}）`)
              .join('、')}`,
            `choose one of ${Object.keys(field.of ?? {}).join(', ')}`,
          );
    case 'file':
      return isFileValue(value) ? undefined : complaint('应为已上传的文件', 'it must be an uploaded file');
    case 'files':
      return Array.isArray(value) && value.every(isFileValue)
        ? undefined
        : complaint('应为已上传的文件', 'it must be uploaded files');
    case 'list':
      return Array.isArray(value) &&
        value.every((item) => typeof item === 'string' && item.length <= longestText)
        ? undefined
        : complaint('应为文字列表', 'it must be a list of texts');
    case 'legal-basis':
      return complainBasis(value, known);
  }
}

/** An article is cited while its law binds: what was withheld under an old act needs a new basis at its next review. */
function complainBasis(value: unknown, { vocabulary, today }: Known): Complaint | undefined {
  const usable = Object.entries(vocabulary.bases).filter(
    ([, { inForceFrom, inForceUntil }]) =>
      inForceFrom <= today && (inForceUntil === undefined || today < inForceUntil),
  );
  const isGood =
    Array.isArray(value) && value.length > 0 && value.every((id) => usable.some(([known]) => known === id));
  return isGood
    ? undefined
    : complaint(
        `请从现行依据中选择：${usable.map(([id, { zh }]) => `${zh}（${id}）`).join('、')}`,
        `choose among the articles in force: ${usable.map(([id]) => id).join(', ')}`,
      );
}

/** Every fault of the data that an action brings: fields that it may not write, and values that are not what they say. */
export function checkData(
  definition: Definition,
  writable: readonly string[],
  data: Record<string, unknown>,
  known: Known,
): Reason[] {
  return Object.entries(data).flatMap(([name, value]) => {
    if (isInput(name)) return checkInput(name, value);
    const field = definition.form[name];
    if (!field || !writable.includes(name)) return [reason('unknown-field', { field: field?.zh ?? name })];
    const wrong = complain(field, value, known);
    return wrong
      ? [reason('bad-value', { title: field.zh, field: name, why: wrong.zh, whyEn: wrong.en })]
      : [];
  });
}

/** A checklist and the named parts are checked with the finding that they belong to. */
function checkInput(name: string, value: unknown): Reason[] {
  if (name === 'checklist' || name === 'clearedFields') return [];
  const wrong = complainText({ kind: 'long-text' }, value);
  return wrong ? [reason('bad-value', { title: name, field: name, why: wrong.zh, whyEn: wrong.en })] : [];
}

export function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '';
}

/** The part of the data that belongs into the case: form fields, not the words said with the action. */
export function fieldsOf(data: Record<string, unknown>): Fields {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !isInput(name))) as Record<
    string,
    FieldValue
  >;
}
