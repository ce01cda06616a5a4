import { anyOf } from './any-of.js';
import type { Span } from './hint.js';

export const textBefore = (text: string, at: number, length: number): string =>
  text.slice(Math.max(0, at - length), at);

/** Words that say that the number behind them counts or names something else than a person. */
const otherNumber = new RegExp(
  `${anyOf(`
    单号 订单 编号 编码 代码 [^号]码 案号 流水号? [表卷桩箱机批]号 车架号 序列号 序号 注册号 许可证号? 证书号? 执业证号? 执法证号?
    受理号 凭证号? 发票号?码? 合同号 工号 学号 档号 索引号 登记号 备案号 回执号 快递 邮件号 版本号 IMEI ISBN ISSN No\\.?`)}` +
    '[\\s:为是(#"“-]{0,4}(?:[A-Za-z]{1,6}[-\\s]?)?$',
  'i',
);
const amountAhead = /(?:[¥￥$]|人民币|金额[:为]?|共计|合计|总额[:为]?)\s{0,2}$/;
const units = anyOf(`
  元 万 亿 千元 百元 吨 人 人次 件 平方 ㎡ m² 立方 公里 千米 米 公斤 千克 户 亩 份 次 [%％] kWh 千瓦 字节 册 粒 株`);
const unitBehind = new RegExp(`^\\s{0,2}(?:\\.\\d|${units})`);
const mask = /[*×●■▇█]/;

/** Whether the words around a number say that it is an amount or the number of some other thing. */
export function isOtherNumber(text: string, { start, end }: Span): boolean {
  const ahead = textBefore(text, start, 20);
  return otherNumber.test(ahead) || amountAhead.test(ahead) || unitBehind.test(text.slice(end, end + 6));
}

/** Part of a masked number (138****1234), or of a longer code with letters in it. */
export function isPartOfCode(text: string, { start, end }: Span): boolean {
  const ahead = text.charAt(start - 1);
  const behind = text.charAt(end);
  if (mask.test(ahead) || mask.test(behind)) return true;
  if (/[A-Za-z_]/.test(behind) && !/^[ _]?(?:QQ|wx|ext|tel|fax)/i.test(text.slice(end, end + 4))) return true;
  return (
    /[A-Za-z_]/.test(ahead) &&
    !/(?:tel|phone|mobile|mob|cell|wx|weixin|vx|qq|fax|card|id|\d{3}X)$/i.test(textBefore(text, start, 8))
  );
}

/** Whether a place lies within 《…》: the title of a law or a document names a thing and marks nothing. */
export function isInTitle(text: string, at: number): boolean {
  const ahead = textBefore(text, at, 60);
  const opened = Math.max(ahead.lastIndexOf('《'), ahead.lastIndexOf('〈'));
  return opened > Math.max(ahead.lastIndexOf('》'), ahead.lastIndexOf('〉'), ahead.lastIndexOf('\n\n'));
}
