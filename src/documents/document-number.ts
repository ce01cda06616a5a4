/** A sentence about one thing that was mended or is wrong, with a stable code for programs. */
export interface Remark {
  code: string;
  zh: string;
  en: string;
}

/** 发文字号: agency mark, year and serial (domain: 文号). */
export interface DocumentNumber {
  agencyMark: string;
  year: number;
  serial: number;
}
export interface ReadNumber extends DocumentNumber {
  kind: 'read';
  found: string;
  official: string;
  /** What differs from the official form, each with its sentence; empty when the text already was official. */
  repairs: Remark[];
  /** False when something had been lost and was put back: a person must confirm it. */
  certain: boolean;
}
export interface AmbiguousNumber {
  kind: 'ambiguous';
  found: string;
  candidates: DocumentNumber[];
  repairs: Remark[];
}
export interface RefusedNumber {
  kind: 'refused';
  found: string;
  reasons: Remark[];
}
export type DocumentNumberReading = ReadNumber | AmbiguousNumber | RefusedNumber;

const remark = (code: string, zh: string, en: string): Remark => ({ code, zh, en });

/** Nothing is numbered before the state was founded; later than this it is a slip of the pen. */
const earliestYear = 1949;
const latestYear = 2099;
const longestText = 200;
/** For character classes: what is typed in place of 〔 and 〕, and what an agency mark is made of. */
export const openers = '〔﹝\\[［(（【';
export const closers = '〕﹞\\]］)）】';
export const markLetters = '\\u3400-\\u9fffA-Za-z·';
const shape = new RegExp(
  `^(?<mark>[${markLetters}]{1,30}?)(?<open>[${openers}]?)(?<year>\\d{1,12})(?<close>[${closers}]?)(?<ordinal>第?)(?<serial>\\d{0,8})(?<end>号?)$`,
);

/** The official printed form (GB/T 9704-2012): six-cornered brackets, no 第, no leading zero. */
export function formatDocumentNumber({ agencyMark, year, serial }: DocumentNumber): string {
  return `${agencyMark}〔${year}〕${serial}号`;
}

/**
 * Reads a document number as people type, scan and paste it.
 * What was lost is put back and listed, never passed over: `certain` is false, and where more than one number
 * could have been meant all of them are offered. Never throws.
 */
export function parseDocumentNumber(text: string): DocumentNumberReading {
  if (text.length > longestText) return refused(text.slice(0, longestText), [tooLong]);
  const halfWidth = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const compact = halfWidth.replace(/[\s\u200b\ufeff]/g, '');
  const parts = shape.exec(compact)?.groups;
  if (!parts) return refused(text, reasonsAgainst(compact));
  const candidates = candidatesOf(parts);
  if (candidates.length === 0) return refused(text, [noYear(compact)]);

  const repairs = [...spacing(text, halfWidth, compact), ...damage(parts)];
  const [only, ...others] = candidates;
  if (!only || others.length > 0) return { kind: 'ambiguous', found: text, candidates, repairs };
  const certain = !repairs.some(({ code }) => lossy.has(code));
  return { kind: 'read', found: text, ...only, official: formatDocumentNumber(only), repairs, certain };
}

const refused = (found: string, reasons: Remark[]): RefusedNumber => ({ kind: 'refused', found, reasons });

/** Codes of repairs that put back something lost; the others only change how the same number is written. */
const lossy = new Set([
  'missing-opening-bracket',
  'missing-closing-bracket',
  'missing-hao',
  'short-year',
  'misplaced-bracket',
]);
const tooLong = remark(
  'too-long',
  `文号不会超过 ${longestText} 字；请只填文号。`,
  `A document number is not longer than ${longestText} characters; give the number alone.`,
);
const noYear = (text: string): Remark =>
  remark(
    'no-year-or-serial',
    `“${text}”中读不出四位年份（${earliestYear} 至 ${latestYear}）和不为零的顺序号；请照原件填写，如 明政办函〔2016〕34号。`,
    `"${text}" holds no year of four digits (${earliestYear} to ${latestYear}) followed by a serial above zero; copy it from the original, for example 明政办函〔2016〕34号.`,
  );

/** All reasons at once why the text has not the shape of a document number. */
function reasonsAgainst(text: string): Remark[] {
  const reasons: Remark[] = [];
  if (text === '')
    return [
      remark(
        'empty',
        '没有填写文号；请照原件填写。',
        'There is no document number; copy it from the original.',
      ),
    ];
  if (!/\d/.test(text))
    reasons.push(remark('no-digits', '缺少年份和顺序号。', 'The year and the serial are missing.'));
  if (!new RegExp(`^[${markLetters}]`).test(text)) {
    reasons.push(
      remark(
        'no-agency-mark',
        '缺少机关代字，如“明政办函”。',
        'The agency mark is missing, for example 明政办函.',
      ),
    );
  }
  const strange = text.replace(new RegExp(`[${markLetters}\\d${openers}${closers}]`, 'g'), '');
  if (strange !== '') {
    reasons.push(
      remark(
        'strange-characters',
        `含有文号中不用的字符“${strange}”；请删去。`,
        `It holds characters that no document number has, "${strange}"; remove them.`,
      ),
    );
  }
  return reasons.length > 0
    ? reasons
    : [
        remark(
          'wrong-order',
          '次序应为机关代字、年份、顺序号，如 明政办函〔2016〕34号。',
          'The order is agency mark, year, serial, for example 明政办函〔2016〕34号.',
        ),
      ];
}

interface Split {
  year: number;
  serial: string;
}

/** Every number that the damaged digits could have been; one when nothing else fits. */
function candidatesOf(parts: Record<string, string>): DocumentNumber[] {
  const agencyMark = withoutOrdinal(parts.mark ?? '');
  const numbers = splitsOf(parts.year ?? '', parts.serial ?? '').flatMap(({ year, serial }) => {
    const fits = year >= earliestYear && year <= latestYear && /^\d{1,6}$/.test(serial) && Number(serial) > 0;
    return fits ? [{ agencyMark, year, serial: Number(serial) }] : [];
  });
  return numbers.filter(
    (number, at) =>
      numbers.findIndex((other) => formatDocumentNumber(other) === formatDocumentNumber(number)) === at,
  );
}

function splitsOf(year: string, serial: string): Split[] {
  // A lost closing bracket lets year and serial run together: 201634 can only be 2016 and 34.
  if (serial === '') return [{ year: Number(year.slice(0, 4)), serial: year.slice(4) }];
  if (year.length === 4) return [{ year: Number(year), serial }];
  if (year.length === 2) return [1900, 2000].map((century) => ({ year: century + Number(year), serial }));
  if (year.length < 4) return [];
  // 〔20163〕4号: the bracket slipped by a digit, or a digit too many was typed.
  const first = Number(year.slice(0, 4));
  return [
    { year: first, serial: year.slice(4) + serial },
    { year: first, serial },
  ];
}

const withoutOrdinal = (mark: string): string => (mark.length > 1 ? mark.replace(/第$/, '') : mark);

function spacing(text: string, halfWidth: string, compact: string): Remark[] {
  const repairs: Remark[] = [];
  if (halfWidth !== text)
    repairs.push(
      remark('full-width-digits', '全角数字改为半角。', 'Full-width digits were made half-width.'),
    );
  if (compact !== halfWidth) repairs.push(remark('space', '删去了空格。', 'A space was taken out.'));
  return repairs;
}

/** What was mended in the parts, in reading order. */
function damage(parts: Record<string, string>): Remark[] {
  const { mark = '', open = '', year = '', close = '', ordinal = '', serial = '', end = '' } = parts;
  const repairs: Remark[] = [];
  const note = (happened: boolean, code: string, zh: string, en: string): void => {
    if (happened) repairs.push(remark(code, zh, en));
  };
  note(
    open === '',
    'missing-opening-bracket',
    '缺少左括号“〔”，已补上。',
    'The opening bracket 〔 was missing and has been put in.',
  );
  note(
    close === '',
    'missing-closing-bracket',
    '缺少右括号“〕”，年份与顺序号连写，已按四位年份分开。',
    'The closing bracket 〕 was missing; year and serial were parted after four digits.',
  );
  note(
    /[^〔]/.test(open) || /[^〕]/.test(close),
    'other-brackets',
    '括号改为六角括号〔〕。',
    'The brackets were changed to 〔〕.',
  );
  note(
    year.length === 2 && serial !== '',
    'short-year',
    '年份只有两位，已补足四位。',
    'The year had two digits and was completed to four.',
  );
  note(
    year.length > 4 && serial !== '',
    'misplaced-bracket',
    '右括号不在四位年份之后。',
    'The closing bracket does not stand after a year of four digits.',
  );
  note(
    ordinal === '第' || withoutOrdinal(mark) !== mark,
    'ordinal',
    '删去了“第”字。',
    'The character 第 was taken out.',
  );
  note(
    /^0/.test(serial || year.slice(4)),
    'leading-zero',
    '顺序号前的零已删去。',
    'Zeros before the serial were taken out.',
  );
  note(
    end === '',
    'missing-hao',
    '缺少“号”字，顺序号可能未抄全。',
    'The character 号 was missing; the serial may have been cut short.',
  );
  return repairs;
}
