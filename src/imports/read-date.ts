import type { Remark } from '../documents/document-number.js';

export type DateReading =
  | { kind: 'read'; found: string; on: string; repairs: Remark[]; certain: boolean }
  | { kind: 'ambiguous'; found: string; candidates: string[]; repairs: Remark[] }
  | { kind: 'refused'; found: string; reasons: Remark[] };

const earliestYear = 1949;
const latestYear = 2099;
const longestText = 40;
const remark = (code: string, zh: string, en: string): Remark => ({ code, zh, en });

/**
 * Reads a date as offices write it: 2016年6月28日, 2016.6.28, 2016-06-28, 20160628, 二〇一六年六月二十八日.
 * Where separators were lost (2016628) every real date with those digits in that order is a candidate; one alone is
 * proposed but not certain. Dates are ISO 8601 (2016-06-28). Never throws.
 */
export function readDate(text: string): DateReading {
  if (text.length > longestText) return refused(text.slice(0, longestText));
  const digits = arabic(text.normalize('NFKC').replace(/[\s\u200b\ufeff]/g, ''));
  const candidates = datesIn(digits);
  const [only, ...others] = candidates;
  if (!only) return refused(text);
  const repairs = isWhole(digits) ? [] : [lostSeparators(candidates.length)];
  if (others.length > 0) return { kind: 'ambiguous', found: text, candidates, repairs };
  return { kind: 'read', found: text, on: only, repairs, certain: repairs.length === 0 };
}

const refused = (found: string): DateReading => ({
  kind: 'refused',
  found,
  reasons: [
    remark(
      'no-date',
      `“${found}”读不出实际存在的年月日；请照原件填写，如 2016年6月28日。`,
      `"${found}" is not a day that exists, with year, month and day; copy it from the original, for example 2016-06-28.`,
    ),
  ],
});
const lostSeparators = (candidates: number): Remark =>
  candidates === 1
    ? remark(
        'lost-separators',
        '年、月、日的分隔或“日”字缺失；按这些数字只能读作这一天。',
        'The marks between year, month and day are lost; with these digits it can only be this day.',
      )
    : remark(
        'lost-separators',
        '年、月、日的分隔缺失，可读作不止一天。',
        'The marks between year, month and day are lost; it can be read as more than one day.',
      );

/** Nothing is missing: both separators, or all eight digits. */
function isWhole(digits: string): boolean {
  return /^\d{4}年\d{1,2}月\d{1,2}日$|^\d{4}([.\-/])\d{1,2}\1\d{1,2}$|^\d{8}$/.test(digits);
}

function datesIn(digits: string): string[] {
  const shapes = ['\\d\\d', '\\d'].flatMap((month) =>
    ['\\d\\d', '\\d'].map((day) => `^(\\d{4})[年.\\-/]?(${month})[月.\\-/]?(${day})日?$`),
  );
  const dates = shapes.flatMap((shape) => {
    const [, year = '', month = '', day = ''] = new RegExp(shape).exec(digits) ?? [];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isRealDay(date) ? [date] : [];
  });
  return [...new Set(dates)].sort();
}

/** Whether an ISO date names a day that exists, in the years that an office can mean. */
function isRealDay(date: string): boolean {
  const year = Number(date.slice(0, 4));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || year < earliestYear || year > latestYear) return false;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

/** 二〇一六年六月二十八日 in Arabic digits; ○, O and 零 stand for 〇 in scanned text. */
function arabic(text: string): string {
  const plain = text.replace(/(?<=[一二三四五六七八九〇○零])[O0○]|[○零]/g, '〇').replace(/元(?=月)/, '一');
  return plain
    .replace(/廿/g, '二十')
    .replace(/[〇一二三四五六七八九十]+/g, (numeral) => arabicNumeral(numeral));
}

const chineseDigits = '〇一二三四五六七八九';

/** A numeral up to 99 (二十八, 十一), or digits in a row (二〇一六); anything else is left as it is. */
export function arabicNumeral(numeral: string): string {
  if (!numeral.includes('十')) return [...numeral].map((digit) => chineseDigits.indexOf(digit)).join('');
  const [, tens, ones] = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(numeral) ?? [];
  if (tens === undefined || ones === undefined) return numeral;
  return String(
    (tens === '' ? 1 : chineseDigits.indexOf(tens)) * 10 + (ones === '' ? 0 : chineseDigits.indexOf(ones)),
  );
}

/**
 * The moment at which a page was posted, as web sites print it (2016-12-28 21:01), in the zone of mainland China.
 * @returns an instant with its offset, 2016-12-28T21:01:00+08:00, or nothing when it is not a full date and time
 */
export function readPostedAt(text: string): string | undefined {
  const [, day = '', hour = '', minute = '', second = '00'] =
    /^\s*(\S{8,12}?)[\sT]+(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?\s*$/.exec(text) ?? [];
  const date = readDate(day);
  if (
    date.kind !== 'read' ||
    !date.certain ||
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second) > 59
  )
    return undefined;
  return `${date.on}T${hour.padStart(2, '0')}:${minute}:${second}+08:00`;
}
