import { anyOf } from './any-of.js';
import type { Reading, Span } from './hint.js';
import { isInTitle, textBefore } from './near-words.js';

const workSecret = /工[ \t]{0,4}作[ \t]{0,4}秘[ \t]{0,4}密(?:[ \t]{0,4}[★☆⭐]?(?:长期|\d{1,2}(?:年|个月))?)/g;
const tradeSecret = /商[ \t]{0,4}业[ \t]{0,4}秘[ \t]{0,4}密/g;
/** A list of the kinds, as laws and clauses write it: it says nothing of this text. */
const listAhead = /(?:国家秘密|工作秘密|商业秘密|个人隐私|个人信息|或者?|和|与|及|、)[、,和与及或者以]{0,2}$/;
const listBehind = /^(?:、|和|与|及|或|,个人|以及)[^\n。]{0,8}(?:隐私|秘密|信息|安全)/;
const ruleBehind = new RegExp(
  `^${anyOf(`
    法 条例 办法 规定 管理 保护 保密 制度 事项 范围 的?除外 目录 清单 意识 教育 培训 审查 纠纷 案件 罪 权 的?定义 是指 等`)}`,
);
/** What makes a sentence speak of this text or of something in it. */
const things = anyOf(`
  本 此 该 以下 下列 上述 所附 附件 表中 其中 内容 资料 材料 数据 文件 方案 图纸 报价 配方 名单 部分`);
const thisAhead = new RegExp(`${things}[^\\n。;]{0,14}$`);
const claimAhead = /(?:属于?|系|为|是|含有?|载有|列为|涉及)[^\n。;,]{0,12}$/;
const ownClaim = /(?:属于?|系|含有?|载有|列为)(?:其|第三方|企业|该公司|申请人|本单位|本局|我局|他人)?的?$/;
const denied = /不(?:涉及|含|属)|是否|未涉及|如|若|凡/;
const mark = /^[\s【〔[(<「|:]{0,4}$/;

/** 工作秘密 as a mark or said of this text. */
export const findWorkSecrets = ({ text }: Reading): Span[] => kept(text, workSecret);

/** 商业秘密 as a mark or said of this text. */
export const findTradeSecrets = ({ text }: Reading): Span[] => kept(text, tradeSecret);

function kept(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)]
    .map(({ index, 0: whole }) => ({ start: index, end: index + whole.length }))
    .filter((span) => !isInTitle(text, span.start) && (isMark(text, span) || isClaimed(text, span)));
}

/** Alone in its brackets, line or cell, or with a star. */
function isMark(text: string, { start, end }: Span): boolean {
  if (/[★☆⭐]|年|月|长期/.test(text.slice(start + 4, end))) return true;
  const line = textBefore(text, start, 40);
  const ahead = line.slice(
    Math.max(line.lastIndexOf('\n'), line.lastIndexOf('\t'), line.lastIndexOf('|')) + 1,
  );
  const opens = /[【〔[(<「:]\s{0,2}$/.test(ahead) || mark.test(ahead);
  const behind = text.slice(end, end + 4);
  const closes =
    /^\s{0,3}(?:[】〕\])>」|\n\t]|$)/.test(behind) ||
    /^[ ]{1,4}[注不内严妥请]/.test(text.slice(end, end + 6));
  return opens && closes;
}

function isClaimed(text: string, { start, end }: Span): boolean {
  const ahead = textBefore(text, start, 40);
  const behind = text.slice(end, end + 14);
  if (listAhead.test(ahead) || listBehind.test(behind) || ruleBehind.test(behind)) return false;
  if (denied.test(ahead.slice(-16))) return false;
  return ownClaim.test(ahead) || (claimAhead.test(ahead) && thisAhead.test(ahead));
}
