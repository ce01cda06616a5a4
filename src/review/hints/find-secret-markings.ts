import type { Reading, Span } from './hint.js';
import { isInTitle, textBefore } from './near-words.js';
import { joinOverlaps } from './spans.js';

const gap = '[ \\t]{0,4}';
const level = `(?:[绝机秘]${gap}密)`;
const period = `(?:\\d${gap}){1,3}(?:年|个${gap}月|月|天|日)|[一二三四五六七八九十百]{1,3}(?:年|个月|月|天|日)`;
const term = `(?:${gap}[(〔]?${gap}(?:长期|${period})[)〕]?)`;
/** 绝密★启用前 marks examination papers. */
const starTerm = `(?:${term}|${gap}[一-龥]{2,6}前)`;
/** The marks of 保密法 and its rules: level, star, term; and the ways in which they are lost or typed. */
const marks = [
  `${level}(?:${gap}级)?${gap}[★☆⭐✭✩✮※◆]${starTerm}?`,
  `[★☆⭐✭✩✮]${gap}${level}(?:${gap}级)?${term}?`,
  `${level}(?:${gap}级)?${gap}\\*?${term}(?![一-龥]*(?:投票|会议))`,
  `密${gap}级(?:和保密期限|标志)?[\\s:为是|]{0,4}${level}`,
  `[【〔[(<「]${gap}${level}(?:${gap}[级件])?${gap}[】〕\\])>」]`,
  `(?:绝密|机密|秘密)级?件(?!数)`,
  `(?:本|此|该)(?:文件?|件|材料|资料|表|函|纪要|名单)?(?:内容)?(?:属于?|系|为|是|定为)${level}级?`,
].map((pattern) => new RegExp(pattern, 'g'));
/** Alone on its line or in its cell. */
const alone = new RegExp(
  `(?<=^|[\\n\\t|])([ ]{0,40})${level}(?:${gap}级)?(?=[ \\r]{0,40}(?:$|[\\n\\t|]))`,
  'g',
);
const star = /[★☆⭐✭✩✮]/;
/** 国家秘密, 商业秘密: kinds of secrets in a sentence, not levels; and what the law says of marks in general. */
const kindAhead = /(?:国家|商业|工作|军事|技术|个人|职业|通信|核心)[ \t]{0,4}$/;
const ruleAhead = /(?:标注|标明|作出|加盖|应当标|分为|期限)[^\n。;]{0,12}$/;

/** Markings of a state secret: 绝密, 机密 or 秘密 with ★, a term, brackets, a label, or alone on a line. */
export function findSecretMarkings({ text }: Reading): Span[] {
  const found = marks.flatMap((mark) =>
    [...text.matchAll(mark)].map(({ index, 0: whole }) => ({ start: index, end: index + whole.length })),
  );
  const lines = [...text.matchAll(alone)].map(({ index, 0: whole, 1: indent = '' }) => ({
    start: index + indent.length,
    end: index + whole.length,
  }));
  return joinOverlaps([...found, ...lines]).filter(({ start, end }) => {
    const ahead = textBefore(text, start, 16);
    if (kindAhead.test(ahead)) return false;
    return star.test(text.slice(start, end)) || (!ruleAhead.test(ahead) && !isInTitle(text, start));
  });
}
