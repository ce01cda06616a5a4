import { anyOf } from './any-of.js';
import type { Reading, Span } from './hint.js';
import { isInTitle, textBefore } from './near-words.js';
import { joinOverlaps } from './spans.js';

const gap = '[ \\t]{0,2}';
const number = '[\\dA-Za-z一二三四五六七八九十百]{1,5}';
const building = `${number}${gap}(?:号楼|[栋幢座]|#楼?|单元)|\\d{1,2}${gap}号院`;
const further = `${gap}-?${gap}${number}${gap}(?:号楼|[栋幢座]|单元|层|楼|梯)`;
const room = `[ \\t-]{0,2}[A-Z]?\\d{2,5}(?:-\\d{1,4}){0,2}(?:${gap}(?:号?[室房户]))?`;
const house = `\\d{1,4}(?:-\\d{1,3})?${gap}号`;
/** What only a dwelling has: building, unit and room, 8-1203, a villagers' group, or the number of a house in a village. */
const dwellings = [
  `(?:${building})(?:${further}){0,4}(?:${room})?`,
  `(?<![\\d-])\\d{1,3}(?:-\\d{1,3})?-\\d{3,4}${gap}[室房号]?`,
  `\\d{3,4}${gap}号?[室房]`,
  `第?${number}${gap}(?:村民小组|组|社|生产队|队)(?:${gap}${house})?`,
  `(?<=[村寨屯庄坊])${gap}${house}`,
];
const dwelling = new RegExp(dwellings.join('|'), 'g');
const houseNumber = new RegExp(house, 'g');
const longestHead = 44;

const livesAt = anyOf(`
  住址 地址 住所地? 户籍地? 户口所在地 所在地 现居住?于? 居住[于在]? 现住 家住 租住[于在]? 暂住[于在]? 住[于在]
  坐落[于在]? 位于 送至 寄至 搬至 迁至`);
/** Where the sentence ends and the address begins. */
const beginning = new RegExp(
  `^[\\s\\S]*(?:[,。;:、?!()“”"《》|\\t]|${livesAt}|[住于在](?=[一-龥]{2,6}?[省市县区镇乡路街村]))`,
);
const region = /(?:省|市|县|区|镇|乡|街道|旗|州)/;
const place = new RegExp(
  anyOf('路 街 巷 弄 里 道 村 寨 屯 庄 坊 区 花园 苑 家园 公寓 城 庭 府 湾 宿舍 坑 洋 坪 坂 厝 新邨 园 居'),
);
const estate = /小区|花园|苑|新村|家园|公寓|宿舍/;
const home = anyOf(`
  住\\s{0,4}址 家庭住址 家庭地址 户籍所在地 户籍地址 户籍地? 户口所在地 住所地? 现居 居住?地 居住?[于在] 现住 家住 租住 暂住
  送达地址 住`);
const homeAhead = new RegExp(`${home}[\\s:为是在于(]{0,6}$`);
const business = anyOf(`
  办公 单位 机构 受理 报名 邮寄 通讯 通信 联系 会议 活动 开标 投标 注册 经营 营业 项目 建设 工程 公司 窗口 服务 咨询 报送 领取
  考试 培训 现场 接待 施工 监督 举报 投诉`);
const officeAhead = new RegExp(`(?:${business}(?:场所|地点|地址|地)?|地\\s{0,4}点)[\\s:为是在于设(]{0,4}$`);
const body = anyOf('公司 厂 合作社 事务所 局 协会 中心 经营部 商行');
/** The seat of a company is public. */
const seatAhead = new RegExp(`${body}\\)?[\\s,(]{0,2}(?:住所地?|地址)[\\s:为是在于]{0,4}$`);
const offices = anyOf(`
  局 委员会 办公室 中心 政府 法院 检察院 公司 大厦 大楼 窗口 会议室 学校 中学 小学 大学 学院 医院 大厅 服务厅 机关 派出所 支队 大队
  事务所 公证处 银行 酒店 宾馆 档案馆 图书馆 综合楼 办公楼 教学楼 写字楼 商场 商铺 店面 厂房 仓库 司法所`);
/** 学院路 is a street and 银行宿舍 a dwelling. */
const office = new RegExp(`${offices}(?!路|街|巷|里|宿舍|家属|小区|新村|公寓)`);

/** Home addresses down to the door. Offices are told apart by what stands around the address. */
export function findAddresses({ text }: Reading): Span[] {
  const found = [
    ...[...text.matchAll(dwelling)].flatMap((match) => addressBefore(text, match, false)),
    ...[...text.matchAll(houseNumber)].flatMap((match) => addressBefore(text, match, true)),
  ];
  return joinOverlaps(found);
}

/** @param needsLabel whether the tail alone is not personal: a house number on a road may be anything */
function addressBefore(text: string, match: RegExpExecArray, needsLabel: boolean): Span[] {
  const end = match.index + match[0].length;
  const window = wrapped(textBefore(text, match.index, longestHead));
  const offset = match.index - window.length;
  const start = offset + (beginning.exec(window)?.[0].length ?? 0);
  const words = text.slice(start, match.index).replace(/\s/g, '');
  const spanStart = start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0);
  if (words.length < 3 || !/^[一-龥]/.test(words) || isInTitle(text, spanStart)) return [];
  const label = textBefore(text, spanStart, 16);
  const isHome = homeAhead.test(label);
  const hasPlaces = place.test(words) && (region.test(words) || isHome || estate.test(words));
  if (!hasPlaces || (needsLabel && !isHome)) return [];
  const isOffice =
    officeAhead.test(label) || office.test(text.slice(end, end + 14).split(/[\n,。;|\t]/)[0] ?? '');
  const isSeat = seatAhead.test(textBefore(text, spanStart, 24));
  const isPublic = isSeat || office.test(words) || (isOffice && !isHome);
  return isPublic ? [] : [{ start: spanStart, end }];
}

/** The head of an address, without the lines above it; an address that was broken goes on in the line before. */
function wrapped(ahead: string): string {
  const line = ahead.lastIndexOf('\n');
  const body = ahead.slice(line + 1);
  const isBroken =
    line > 0 && !/[省市县镇乡]|(?<!小)区/.test(body) && /[一-龥\d]$/.test(ahead.slice(0, line).trimEnd());
  if (!isBroken) return body;
  const above = ahead.lastIndexOf('\n', line - 1);
  return ahead.slice(above + 1);
}
