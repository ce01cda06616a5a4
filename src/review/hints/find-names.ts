import { anyOf } from './any-of.js';
import { findListedNames } from './find-listed-names.js';
import type { Reading, Span } from './hint.js';
import { textBefore } from './near-words.js';
import { isName, personName, personLabels } from './person-name.js';

const afterSeparator = new RegExp(
  `${personLabels}(?:姓名)?(?:[ \\t]{0,4}[:=为是][ \\t\\n]{0,4}|[ \\t]{1,6}|[ ]{0,3}[|]\\s{0,3})(${personName})(?![一-龥某*×]|\\s?[某*×])`,
  'g',
);
/** What people say of a person right behind the name. */
const particular = anyOf(`
  [,、(;。] [男女](?![一-龥]|$) 性别 身份 公民身份 出生 \\d{4}年 \\d{1,3}岁 系 因 于 患 的 在 自 经 已 被 到 入 就 住 家 与 今年 现 等
  反映 举报 投诉 来电 来信 来访 提出 申请 要求 表示 认为 称 向 以 由 对 将 持 从 曾 未 及 和 驾驶 携带 死亡 受伤`);
/** Without a separator ahead a name is only a name when such a word follows. */
const beforeParticular = new RegExp(
  `${personLabels}(?:姓名)?[\\s:为是]{0,4}(${personName})(?=\\s{0,3}${particular})`,
  'g',
);
const beforeLabel = new RegExp(
  `(?<![一-龥])(${personName})(?=[\\s,(|、:]{0,4}(?:(?:[男女]|\\d{1,3}岁|[一-龥]族)[\\s,|、]{0,4}){0,3}(?:(?:居民)?身份证(?:号码?)?|公民身份号码|证件号码?)[\\s:为是]{0,4}[1-8])`,
  'g',
);
/** What may stand between a name and the identity number in a row. */
const beforeNumber = new RegExp(
  `(?:^|[^一-龥])(${personName})[\\s,(|、:]{0,4}(?:(?:[男女]|\\d{1,3}岁?|[一-龥]族)[\\s,|、]{1,4}){0,3}$`,
);

/** Names of people beside words that make them private: 姓名, 患者, 未成年人, or an identity number. */
export function findNames(reading: Reading): Span[] {
  const { text, identityNumbers } = reading;
  const labelled = [afterSeparator, beforeParticular, beforeLabel].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: whole, 1: person = '' }) => {
      const start = pattern === beforeLabel ? index : index + whole.length - person.length;
      return { start, end: start + person.trimEnd().length };
    }),
  );
  const numbered = identityNumbers.flatMap(({ start }) => nameBefore(text, start));
  return [...labelled, ...numbered, ...findListedNames(text)].filter(({ start, end }) =>
    isName(text.slice(start, end), text.charAt(end)),
  );
}

function nameBefore(text: string, at: number): Span[] {
  const ahead = textBefore(text, at, 30);
  const match = beforeNumber.exec(ahead);
  if (!match?.[1]) return [];
  const start = at - ahead.length + match.index + match[0].indexOf(match[1]);
  return [{ start, end: start + match[1].length }];
}
