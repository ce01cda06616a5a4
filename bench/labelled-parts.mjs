import * as values from './labelled-values.mjs';

const { fullWidth, grouped, insertAt } = values;

/** Tagged text whose values may be labelled parts: write`姓名：${name}`. */
export const write = (strings, ...parts) =>
  strings.flatMap((words, at) => [
    words,
    typeof parts[at] === 'object' ? parts[at] : String(parts[at] ?? ''),
  ]);
export const label = (rule, text) => ({ rule, text });

/** One way of writing 18 characters; each was seen on scans, in pasted spreadsheets or in typed letters. */
export function identity(random, text = values.identityNumber(random)) {
  const ways = [
    () => text,
    () => text,
    () => text,
    () => fullWidth(text),
    () => grouped(text, [6, 8], ' '),
    () => grouped(text, [6, 8], '-'),
    () => grouped(text, [3, 3, 4, 4], ' '),
    () => [...text].join(' '),
    () => insertAt(text, random.whole(4, 15), '\n'),
    () => insertAt(text, random.whole(4, 15), '\r\n    '),
    () => text.toLowerCase(),
    () => insertAt(insertAt(text, random.whole(10, 15), '　'), random.whole(3, 8), ' '),
  ];
  return label('identity-number', random.pick(ways)());
}
export const plainIdentity = (random) => label('identity-number', values.identityNumber(random));
export const oldIdentity = (random) =>
  label(
    'old-identity-number',
    random.pick([(text) => text, (text) => text, fullWidth, (text) => grouped(text, [6, 6], ' ')])(
      values.oldIdentityNumber(random),
    ),
  );

export function mobile(random) {
  const text = values.mobileNumber(random);
  const ways = [
    () => text,
    () => text,
    () => text,
    () => grouped(text, [3, 4], ' '),
    () => grouped(text, [3, 4], '-'),
    () => fullWidth(text),
    () => grouped(text, [3], ' '),
    () => insertAt(text, random.whole(3, 8), '\n'),
    () => grouped(text, [3, 4], '　'),
    () => [...text].join(' '),
  ];
  return label('mobile-phone', random.pick(ways)());
}
/** The prefix is text; the label is the number. */
export const mobileAbroad = (random) => [
  random.pick(['+86 ', '+86-', '86-', '（+86）', '+86']),
  label('mobile-phone', values.mobileNumber(random)),
];

export function landline(random) {
  const { area, local } = values.landlineNumber(random);
  const half = local.length - 4;
  const ways = [
    () => label('landline', `${area}-${local}`),
    () => label('landline', `${area}-${local}`),
    () => label('landline', `${area}—${local}`),
    () => label('landline', `${area} ${local}`),
    () => label('landline', `${area}${local}`),
    () => label('landline', fullWidth(`${area}-${local}`)),
    () => label('landline', `${area}-${grouped(local, [half], ' ')}`),
    () => label('landline', `${area} - ${local}`),
    () => ['（', label('landline', `${area}）${local}`)],
    () => ['(', label('landline', `${area})${local}`)],
  ];
  return random.pick(ways)();
}
export const plainLandline = (random) => {
  const { area, local } = values.landlineNumber(random);
  return label('landline', `${area}-${local}`);
};

export function card(random) {
  const text = values.bankCard(random);
  const ways = [
    () => text,
    () => text,
    () => text,
    () => grouped(text, [4, 4, 4, 4], ' '),
    () => grouped(text, [4, 4, 4, 4], '-'),
    () => fullWidth(text),
    () => grouped(text, [6], ' '),
    () => insertAt(text, random.whole(5, 12), '\n'),
    () => [...text].join(' '),
  ];
  return label('bank-card', random.pick(ways)());
}
export const plainCard = (random) => label('bank-card', values.bankCard(random));

export function plate(random) {
  const text = values.plateNumber(random);
  const rest = text.slice(2);
  return label(
    'licence-plate',
    random.pick([
      text,
      text,
      `${text.slice(0, 2)}·${rest}`,
      `${text.slice(0, 2)} ${rest}`,
      fullWidth(text),
      `${text.slice(0, 1)} ${text.slice(1, 2)} ${rest}`,
      `${text.slice(0, 2)}-${rest}`,
    ]),
  );
}

export function mail(random) {
  const text = values.eMail(random);
  return label(
    'e-mail',
    random.pick([
      text,
      text,
      text,
      fullWidth(text),
      text.replace('@', ' @ '),
      text.replace('@', '＠'),
      text.replace('@', '(at)'),
    ]),
  );
}

export const passport = (random) => label('passport', values.passportNumber(random));
export const home = (random) => label('home-address', values.homeAddress(random));
export function brokenHome(random) {
  const text = values.homeAddress(random);
  return label(
    'home-address',
    random.pick([
      text,
      text,
      fullWidth(text),
      insertAt(text, random.whole(8, 12), '\n'),
      text.replace(/(\d+)/g, ' $1 ').trim(),
    ]),
  );
}
export const person = (random) => label('person-name', values.personName(random));
export const account = (random) =>
  label('bank-account', random.pick(['13', '35', '40', '90']) + random.digits(random.pick([10, 13, 15, 18])));
/** Marks: 绝密, 机密, 秘密 as they stand on the first page. */
export function secretMark(random) {
  const level = random.pick(['绝密', '机密', '秘密']);
  const spaced = random.chance(0.3) ? [...level].join(random.pick([' ', '　'])) : level;
  const term = random.pick(['', '1年', '5年', '10年', '20年', '6个月', '长期', '３０年']);
  return label(
    'secret-marking',
    random.pick([
      `${spaced}★${term}`,
      `${spaced}★${term}`,
      `${spaced} ★ ${term}`.trimEnd(),
      `${spaced}☆${term || '1年'}`,
    ]),
  );
}
export const document = (text) => label('unpublished-document', text);
export const internal = (text) => label('internal-marking', text);
export const workSecret = (text) => label('work-secret', text);
export const tradeSecret = (text) => label('trade-secret', text);
export const secret = (text) => label('secret-marking', text);

const hiddenMarks = [
  '明委办',
  '闽司',
  '明政文',
  '闽委发',
  '明司综',
  '中办发',
  '公治',
  '闽公综',
  '明财预函',
  '司发通',
];
export function unpublished(random) {
  const mark = random.pick(hiddenMarks);
  const year = random.whole(2008, 2024);
  const serial = random.whole(1, 320);
  return document(
    random.pick([
      `${mark}〔${year}〕${serial}号`,
      `${mark}〔${year}〕${serial}号`,
      `${mark}[${year}]${serial}号`,
      `${mark}（${year}）${serial}号`,
      `${mark} 〔${year}〕 ${serial} 号`,
      `${mark}〔${fullWidth(String(year))}〕${fullWidth(String(serial))}号`,
      `${mark}【${year}】第${serial}号`,
    ]),
  );
}
export const published = (random) =>
  random.pick([
    '国办发〔2016〕80号',
    '国办发〔2016〕19号',
    '国办发〔2010〕57号',
    '明政办函〔2016〕34号',
    '财预〔2016〕143号',
    '国办发[2016]80号',
    '明政办函（2016）34号',
    '国办发〔２０１６〕８０号',
  ]);
