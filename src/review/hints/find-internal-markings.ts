import { anyOf } from './any-of.js';
import type { Reading, Span } from './hint.js';
import { isInTitle, textBefore } from './near-words.js';

const spaced = (words: string): string => [...words].join('[ \\t]{0,4}');
const alternatives = (words: readonly string[]): string => words.map(spaced).join('|');
const nouns = [
  '内部资料',
  '内部文件',
  '内部材料',
  '内部使用',
  '内部传阅',
  '内部掌握',
  '内部参考',
  '内部刊物',
];
const orders = ['外传', '传播', '扩散', '翻印', '泄露'].flatMap((verb) =>
  ['不得', '严禁', '请勿', '切勿', '禁止'].map((order) => order + verb),
);
const noun = new RegExp(`(?:${alternatives(nouns)})`, 'g');
const order = new RegExp(
  `(?:${alternatives([...orders, '此件不公开', '此件依申请公开', '本件不公开', '不宜公开', '注意保存'])})`,
  'g',
);
/** 内部资料性出版物, 内部文件管理: a kind of thing, not a mark on this one. */
const nounBehind = new RegExp(
  `^${anyOf(`
    性 管理 归档 流转 处理 审批 运转 面积 价值 权 说明 率 年限 空间 功能 价格? 柜 系统 网络 制度 整理 清理`)}`,
);
const nounAhead = new RegExp(
  `${anyOf(`
    泄露 泄漏 查阅 管理 清理 移交 销毁 规范 加强 整理 窃取 复制 携带 房屋 建筑物? 室 车辆? 箱体 电梯 设备`)}[的了]?$`,
);
/** 请注意保存回执 speaks to the reader; 注意保存 alone marks the paper. */
const speaksOn = /^[一-龥]/;

/** Markings for use inside the office: 内部资料, 不得外传, 注意保存, 此件不公开 and the like. */
export function findInternalMarkings({ text }: Reading): Span[] {
  const nounsFound = spansOf(text, noun).filter(
    ({ start, end }) =>
      !nounBehind.test(text.slice(end, end + 4)) && !nounAhead.test(textBefore(text, start, 6)),
  );
  const ordersFound = spansOf(text, order).filter(({ end }) => !speaksOn.test(text.charAt(end)));
  return [...nounsFound, ...ordersFound].filter(({ start }) => !isInTitle(text, start));
}

const spansOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ index, 0: whole }) => ({ start: index, end: index + whole.length }));
