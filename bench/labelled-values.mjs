/** Values for the labelled set: people, numbers and the ways in which clerks, spreadsheets and scanners write them. */

/** A small generator of our own (mulberry32), so that everybody gets the same documents. */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (from, to) => from + Math.floor(next() * (to - from + 1));
  const pick = (list) => list[whole(0, list.length - 1)];
  const chance = (share) => next() < share;
  const digits = (count) => Array.from({ length: count }, () => whole(0, 9)).join('');
  return { whole, pick, chance, digits };
}

const surnames = [
  ...'陈林黄张吴李郑王刘邓罗肖曾赖廖谢苏叶范邱詹池官魏熊余巫揭乐卢江许蔡杨朱严上官欧阳'.replace(
    /上官|欧阳/g,
    '',
  ),
  '上官',
  '欧阳',
];
const givenNames =
  '建国 志明 丽华 秀英 伟 芳 小梅 国强 文斌 永福 淑珍 桂香 金水 明 子涵 宇轩 梓萱 晓东 雪琴 丹 锦标 荣生 美玉 长根 清秀 海燕 炳坤 思源'.split(
    ' ',
  );
export const personName = (random) => random.pick(surnames) + random.pick(givenNames);

const regions =
  '350402 350403 350421 350423 350425 350427 350429 350481 350102 350583 110105 330106 360730 440305 510182 620102'.split(
    ' ',
  );
const twoDigits = (value) => String(value).padStart(2, '0');
export const birthDate = (random, from = 1938, to = 2012) =>
  `${random.whole(from, to)}${twoDigits(random.whole(1, 12))}${twoDigits(random.whole(1, 28))}`;

function checkDigit(body) {
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return '10X98765432'[sum % 11];
}
export function identityNumber(random) {
  const body = random.pick(regions) + birthDate(random) + random.digits(3);
  return body + checkDigit(body);
}
/** Looks like an identity number; the check digit is another one. */
export function brokenIdentityNumber(random) {
  const number = identityNumber(random);
  const others = [...'0123456789'].filter((digit) => digit !== number[17]);
  return number.slice(0, 17) + random.pick(others);
}
export const oldIdentityNumber = (random) =>
  random.pick(regions) + birthDate(random, 1938, 1985).slice(2) + random.digits(3);

const mobileStarts =
  '130 131 135 136 137 138 139 147 150 151 153 157 158 159 166 173 177 180 181 183 186 187 189 191 198 199'.split(
    ' ',
  );
export const mobileNumber = (random) => random.pick(mobileStarts) + random.digits(8);

const banks = [
  ['622848', 19],
  ['621700', 19],
  ['622202', 19],
  ['622909', 18],
  ['623036', 19],
  ['436742', 19],
  ['427020', 16],
  ['552599', 16],
  ['622188', 19],
  ['621098', 19],
  ['356827', 16],
  ['625912', 16],
];
export function bankCard(random) {
  const [begins, length] = random.pick(banks);
  const body = begins + random.digits(length - 1 - begins.length);
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + ((10 - (sum % 10)) % 10);
}
export function brokenBankCard(random) {
  const card = bankCard(random);
  return card.slice(0, -1) + ((Number(card.at(-1)) + random.whole(1, 9)) % 10);
}

export const localNumber = (random) => random.pick(['82', '83', '75', '58', '36', '88']) + random.digits(5);
export function landlineNumber(random) {
  const kind = random.whole(0, 9);
  if (kind < 7) return { area: '0598', local: localNumber(random) };
  if (kind === 7) return { area: '010', local: `6${random.digits(7)}` };
  return kind === 8
    ? { area: '0591', local: `8${random.digits(7)}` }
    : { area: '021', local: `5${random.digits(7)}` };
}

export const plateNumber = (random) => {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  const kind = random.whole(0, 9);
  const office = random.pick(['闽G', '闽G', '闽A', '赣B', '粤S', '浙J', '京N', '沪C']);
  if (kind === 0) return `${office}${random.digits(4)}学`;
  if (kind === 1) return `${office}D${random.digits(5)}`;
  if (kind === 2) return `${office}${random.digits(4)}挂`;
  if (kind < 6) return `${office}${random.pick([...letters])}${random.digits(4)}`;
  if (kind < 8) return `${office}${random.digits(3)}${random.pick([...letters])}${random.pick([...letters])}`;
  return `${office}${random.digits(5)}`;
};

export const eMail = (random) =>
  random.pick([
    'zhangwei',
    'lin.xiaodong',
    'sm_chen88',
    'huang-mh',
    'wxq2008',
    String(random.whole(10_000_000, 999_999_999)),
  ]) + random.pick(['@163.com', '@qq.com', '@126.com', '@sina.cn', '@fjsm.gov.cn', '@mail.sm.fj.cn']);

export const passportNumber = (random) =>
  random.pick([
    `E${random.digits(8)}`,
    `G${random.digits(8)}`,
    `E${random.pick([...'ABCDFGHJK'])}${random.digits(7)}`,
  ]);

const areas = [
  '三明市梅列区列东街道',
  '三明市三元区城关街道',
  '福建省三明市沙县区凤岗街道',
  '永安市燕西街道',
  '尤溪县城关镇',
  '大田县均溪镇',
  '泉州市石狮市宝盖镇',
];
const estates = [
  '玫瑰新村',
  '东新三路碧湖小区',
  '新市北路沪明新村',
  '江滨花园',
  '高岩新村',
  '翁墩新区状元府',
  '乾龙新村',
  '绿岩新村',
];
const villages = [
  '梅列区洋溪镇上街村',
  '明溪县瀚仙镇石珩村',
  '清流县嵩溪镇塘堀村',
  '宁化县石壁镇杨边村',
  '将乐县白莲镇铜岭村',
  '建宁县溪口镇渠村村',
];
export function homeAddress(random) {
  const estate = random.pick(areas) + random.pick(estates);
  const building = random.whole(1, 120);
  const room = `${random.whole(1, 18)}0${random.whole(1, 6)}`;
  return random.pick([
    `${estate}${building}幢${room}室`,
    `${estate}${building}号楼${random.whole(1, 4)}单元${room}室`,
    `${estate}${building}栋${random.whole(1, 4)}单元${room}`,
    `${random.pick(areas)}新市中路${building}号${random.whole(1, 9)}幢${room}室`,
    `${random.pick(villages)}${random.whole(1, 15)}组${building}号`,
    `${random.pick(villages)}${building}号`,
    `${random.pick(villages)}第${random.pick([...'一二三四五六'])}村民小组`,
  ]);
}

const socialLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 统一社会信用代码 (GB 32100) with its right check character. */
export function socialCreditCode(random) {
  const body = `${random.pick(['91', '92', '11', '12', '52', '51'])}${random.pick(regions)}${random.chance(0.5) ? 'MA' + random.digits(2) : random.digits(4)}${random.digits(5)}`;
  const sum = [...body].reduce(
    (total, letter, at) => total + socialLetters.indexOf(letter) * (3 ** at % 31),
    0,
  );
  return body + socialLetters[(31 - (sum % 31)) % 31];
}

export const fullWidth = (text) =>
  text.replace(/[0-9A-Za-z@.-]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
export const insertAt = (text, at, piece) => text.slice(0, at) + piece + text.slice(at);
export const grouped = (text, lengths, separator) => {
  let at = 0;
  const parts = lengths.map((length) => text.slice(at, (at += length)));
  return [...parts, text.slice(at)].filter((part) => part !== '').join(separator);
};
