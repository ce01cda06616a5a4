import type { Remark } from './document-number.js';

/** What an index number (索引号) is put together from; which of them, and in which order, each bureau decides. */
const fieldNames = ['unit', 'org', 'class', 'year', 'serial'] as const;
type FieldName = (typeof fieldNames)[number];
export type IndexParts = Partial<Record<FieldName, string | number>>;

type Piece = { kind: 'literal'; text: string } | { kind: 'field'; name: FieldName; width: number | null };
export interface IndexPattern {
  kind: 'pattern';
  text: string;
  pieces: Piece[];
}
export interface IndexRefusal {
  kind: 'refused';
  reasons: Remark[];
}

const yearDigits = 4;
const longestWidth = 12;
const remark = (code: string, zh: string, en: string): Remark => ({ code, zh, en });
const refused = (reasons: Remark[]): IndexRefusal => ({ kind: 'refused', reasons });
const example = '{unit}-{class}-{year}-{serial:5}';

/**
 * Reads a bureau's pattern, for example `{unit}-{class}-{year}-{serial:5}` (Fujian) or `{org}/{year}-{serial:5}` (national, 2009).
 * `:5` is a fixed width; a serial is filled up with zeros. A pattern whose numbers could not be read back is refused.
 */
export function readIndexPattern(text: string): IndexPattern | IndexRefusal {
  const pieces: Piece[] = [];
  const reasons: Remark[] = [];
  for (const [piece] of text.matchAll(/\{[^{}]*\}|[^{}]+|[{}]/g)) {
    if (!piece.startsWith('{') && !piece.startsWith('}')) pieces.push({ kind: 'literal', text: piece });
    else readField(piece, pieces, reasons);
  }
  reasons.push(...faultsOfFields(pieces), ...faultsOfLiterals(pieces));
  return reasons.length > 0 ? refused(reasons) : { kind: 'pattern', text, pieces };
}

function readField(piece: string, pieces: Piece[], reasons: Remark[]): void {
  const [, name, colon, width] = /^\{(\w+)(:?)(\d*)\}$/.exec(piece) ?? [];
  const known = fieldNames.find((field) => field === name);
  if (name === undefined) {
    reasons.push(
      remark(
        'bad-field',
        `“${piece}”不是完整的字段；应如 {serial:5}。`,
        `"${piece}" is not a complete field; write it like {serial:5}.`,
      ),
    );
  } else if (!known) {
    reasons.push(
      remark(
        'unknown-field',
        `没有字段“${name}”；可用 ${fieldNames.join('、')}。`,
        `There is no field "${name}"; use ${fieldNames.join(', ')}.`,
      ),
    );
  } else if ((colon === ':') !== (width !== '') || (colon === ':' && !isWidth(known, Number(width)))) {
    reasons.push(
      remark(
        'bad-width',
        `“${piece}”的位数应为 1 至 ${longestWidth}，年份只能是 ${yearDigits}。`,
        `The width of "${piece}" must be 1 to ${longestWidth}, that of a year ${yearDigits}.`,
      ),
    );
  } else {
    const fixed = known === 'year' ? yearDigits : width === '' ? null : Number(width);
    pieces.push({ kind: 'field', name: known, width: fixed });
  }
}

const isWidth = (name: FieldName, width: number): boolean =>
  name === 'year' ? width === yearDigits : width >= 1 && width <= longestWidth;

function faultsOfFields(pieces: readonly Piece[]): Remark[] {
  const names = pieces.flatMap((piece) => (piece.kind === 'field' ? [piece.name] : []));
  const reasons = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map((name) =>
    remark('repeated-field', `字段“${name}”用了不止一次。`, `The field "${name}" is used more than once.`),
  );
  if (!names.includes('serial'))
    reasons.push(
      remark(
        'no-serial',
        `缺少流水号，两条信息会同号；应如 ${example}。`,
        `There is no serial, so two items could get one number; write it like ${example}.`,
      ),
    );
  if (!names.includes('unit') && !names.includes('org'))
    reasons.push(
      remark(
        'no-unit',
        `缺少机构代码 {unit} 或 {org}，两个机构会同号。`,
        'There is neither {unit} nor {org}, so two agencies could give out the same number.',
      ),
    );
  return reasons;
}

/** A number must come apart in one way only: between two fields of open width there must be a mark that neither can hold. */
function faultsOfLiterals(pieces: readonly Piece[]): Remark[] {
  return pieces.flatMap((piece, at) => {
    const before = pieces[at - 1];
    if (piece.kind === 'literal' && !/^[A-Za-z0-9\-/.:_]+$/.test(piece.text)) {
      return [
        remark(
          'bad-separator',
          `“${piece.text}”中有不能用于索引号的字符；只用字母、数字和 - / . : _。`,
          `"${piece.text}" holds characters unfit for an index number; use letters, digits and - / . : _ only.`,
        ),
      ];
    }
    const touches = piece.kind === 'field' || /^[A-Za-z0-9]/.test(piece.text);
    if (before?.kind !== 'field' || before.width !== null || !touches) return [];
    return [
      remark(
        'no-separator',
        `“{${before.name}}”之后需要分隔符（如 -）或固定位数，否则无法拆开。`,
        `After "{${before.name}}" a separator such as - or a fixed width is needed; otherwise the number cannot be taken apart.`,
      ),
    ];
  });
}

/** Puts an index number together, or says everything that is missing or does not fit the pattern. */
export function formatIndexNumber(
  pattern: IndexPattern,
  parts: IndexParts,
): { kind: 'formatted'; text: string } | IndexRefusal {
  const reasons: Remark[] = [];
  const texts = pattern.pieces.map((piece) => {
    if (piece.kind === 'literal') return piece.text;
    const given = parts[piece.name];
    const text = String(given ?? '').padStart(piece.name === 'serial' ? (piece.width ?? 0) : 0, '0');
    const wrong =
      given === undefined || given === '' ? missing(piece.name) : faultOfValue(piece.name, piece.width, text);
    if (wrong) reasons.push(wrong);
    return text;
  });
  return reasons.length > 0 ? refused(reasons) : { kind: 'formatted', text: texts.join('') };
}

const missing = (name: FieldName): Remark =>
  remark('missing-part', `缺少“${name}”。`, `The part "${name}" is missing.`);

function faultOfValue(name: FieldName, width: number | null, text: string): Remark | undefined {
  const digitsOnly = name === 'year' || name === 'serial';
  if (!(digitsOnly ? /^\d+$/ : /^[A-Za-z0-9]+$/).test(text)) {
    return remark(
      'bad-part',
      `“${name}”的值“${text}”只能用${digitsOnly ? '数字' : '字母和数字'}。`,
      `The value "${text}" of "${name}" may hold ${digitsOnly ? 'digits' : 'letters and digits'} only.`,
    );
  }
  if (width !== null && text.length !== width) {
    return remark(
      'wrong-length',
      `“${name}”的值“${text}”有 ${text.length} 位，格式规定 ${width} 位。`,
      `The value "${text}" of "${name}" has ${text.length} characters; the pattern has room for ${width}.`,
    );
  }
  // Numbers start at 1, and without a fixed width 7 and 07 would be two numbers for one item.
  const isCounted = name !== 'serial' || (Number(text) > 0 && (width !== null || !text.startsWith('0')));
  return isCounted
    ? undefined
    : remark(
        'bad-serial',
        `流水号“${text}”应从 1 起，不补零。`,
        `The serial "${text}" must count from 1, without zeros before it.`,
      );
}

/** Takes an index number apart by its bureau's pattern, or says why it does not fit. */
export function parseIndexNumber(
  pattern: IndexPattern,
  text: string,
): { kind: 'parsed'; parts: Record<string, string> } | IndexRefusal {
  const source = pattern.pieces.map((piece) => {
    if (piece.kind === 'literal') return piece.text.replace(/[/.\-]/g, '\\$&');
    const letters = piece.name === 'year' || piece.name === 'serial' ? '\\d' : '[A-Za-z0-9]';
    return `(?<${piece.name}>${letters}${piece.width === null ? '{1,40}' : `{${piece.width}}`})`;
  });
  const parts = new RegExp(`^${source.join('')}$`).exec(text)?.groups;
  if (!parts)
    return refused([
      remark(
        'wrong-form',
        `“${text}”不符合索引号格式 ${pattern.text}。`,
        `"${text}" does not fit the pattern ${pattern.text}.`,
      ),
    ]);
  const wrong = pattern.pieces.flatMap((piece) =>
    piece.kind === 'field' ? (faultOfValue(piece.name, piece.width, parts[piece.name] ?? '') ?? []) : [],
  );
  return wrong.length > 0 ? refused(wrong) : { kind: 'parsed', parts: { ...parts } };
}
