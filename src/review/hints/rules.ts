import { findAddresses } from './find-addresses.js';
import { findBankAccounts } from './find-bank-accounts.js';
import { findBankCards } from './find-bank-cards.js';
import { findEMails } from './find-e-mails.js';
import { findMistypedIdentityNumbers, findOldIdentityNumbers } from './find-identity-numbers.js';
import { findInternalMarkings } from './find-internal-markings.js';
import { findTradeSecrets, findWorkSecrets } from './find-kept-secrets.js';
import { findLandlines } from './find-landlines.js';
import { findMobiles } from './find-mobiles.js';
import { findNames } from './find-names.js';
import { findPassports } from './find-passports.js';
import { findPlates } from './find-plates.js';
import { findSecretMarkings } from './find-secret-markings.js';
import { findUnpublishedNumbers } from './find-unpublished-numbers.js';
import type { HintRule } from './hint.js';

const privacy = {
  zh: '公开会侵害个人隐私或者个人信息权益的，不得公开；已取得同意或者不公开会对公共利益造成重大影响的除外（《政府信息公开条例》第十五条、《个人信息保护法》第二十五条）。',
  en: 'It concerns the privacy of a person and may not be published without consent or an overriding public interest (Regulations art. 15; Personal Information Protection Law art. 25).',
};
const sensitive = {
  zh: '能识别特定个人的敏感信息，公开须取得单独同意（《个人信息保护法》第二十五条、第二十八条；《政府信息公开条例》第十五条）；请遮盖或者删去。',
  en: 'It identifies one person and is sensitive: publishing needs separate consent (Personal Information Protection Law arts. 25, 28; Regulations art. 15). Mask it or take it out.',
};
const contact = {
  zh: '个人的联系方式属于个人信息（《个人信息保护法》第四条、第二十五条）；单位公布的办公电话、邮箱可以标为误报。',
  en: 'A private number or address of a person is personal information (Personal Information Protection Law arts. 4, 25). One that an office publishes for its work may be called a false alarm.',
};

/** All rules, the strongest first: where two find the same characters, the one further up says what they are. */
export const hintRules: readonly HintRule[] = [
  {
    code: 'identity-number',
    title: { zh: '居民身份证号码', en: 'Resident identity number' },
    why: sensitive,
    find: ({ identityNumbers }) => identityNumbers,
  },
  {
    code: 'identity-number-mistyped',
    title: { zh: '校验不符的身份证号码', en: 'Identity number with a wrong check digit' },
    why: {
      zh: '文中称为身份证号码，但校验码不符，可能抄错一位；其余各位仍能识别个人（《个人信息保护法》第二十八条）。',
      en: 'The text calls it an identity number and its check digit is wrong: one digit may be mistyped, and the others still identify a person (Personal Information Protection Law art. 28).',
    },
    find: findMistypedIdentityNumbers,
  },
  { code: 'e-mail', title: { zh: '电子邮箱', en: 'E-mail address' }, why: contact, find: findEMails },
  { code: 'bank-card', title: { zh: '银行卡号', en: 'Bank card' }, why: sensitive, find: findBankCards },
  { code: 'mobile-phone', title: { zh: '手机号码', en: 'Mobile number' }, why: contact, find: findMobiles },
  { code: 'landline', title: { zh: '固定电话', en: 'Fixed line' }, why: contact, find: findLandlines },
  {
    code: 'bank-account',
    title: { zh: '银行账号', en: 'Bank account' },
    why: sensitive,
    find: findBankAccounts,
  },
  {
    code: 'old-identity-number',
    title: { zh: '15 位身份证号码', en: 'Identity number of 15 digits' },
    why: sensitive,
    find: findOldIdentityNumbers,
  },
  {
    code: 'passport',
    title: { zh: '护照、通行证号码', en: 'Passport or permit' },
    why: sensitive,
    find: findPassports,
  },
  { code: 'licence-plate', title: { zh: '车牌号码', en: 'Licence plate' }, why: privacy, find: findPlates },
  {
    code: 'secret-marking',
    title: { zh: '密级标志', en: 'Marking of a state secret' },
    why: {
      zh: '带有国家秘密标志。涉及国家秘密的不得公开；已解密的，先办理解密手续并去除标志（《保守国家秘密法》第三十五条，《政府信息公开条例》第十四条、第十七条）。',
      en: 'It bears the mark of a state secret, which may not be published; if the secret has expired, declassify it formally and take the mark off (Secrecy Law 2024 art. 35; Regulations arts. 14, 17).',
    },
    find: findSecretMarkings,
  },
  {
    code: 'work-secret',
    title: { zh: '工作秘密', en: 'Work secret' },
    why: {
      zh: '标为或者称为工作秘密，泄露会造成不利影响的，应当采取保护措施（《保守国家秘密法》第六十四条）。',
      en: 'It is marked or described as a work secret, which must be protected (Secrecy Law 2024 art. 64).',
    },
    find: findWorkSecrets,
  },
  {
    code: 'trade-secret',
    title: { zh: '商业秘密', en: 'Trade secret' },
    why: {
      zh: '标为或者称为商业秘密，未经第三方同意不得公开（《政府信息公开条例》第十五条、第三十二条）。',
      en: 'It is marked or described as a trade secret and may not be published without the consent of its owner (Regulations arts. 15, 32).',
    },
    find: findTradeSecrets,
  },
  {
    code: 'internal-marking',
    title: { zh: '内部标志', en: 'Marking for internal use' },
    why: {
      zh: '标明只供内部使用或者不公开；公开前请核对公开属性和制发机关的意见（《政府信息公开条例》第十六条、第十七条）。',
      en: 'It is marked as internal or not public. Check its attribute and ask the body that made it (Regulations arts. 16, 17).',
    },
    find: findInternalMarkings,
  },
  {
    code: 'unpublished-document',
    title: { zh: '引用未公开文件', en: 'Quotes a document that is not public' },
    why: {
      zh: '引用的文号不在已公开文件之列；引用未公开的上级文件的标题、内容或者文号即属泄露。请核对其公开属性。',
      en: 'This document number is not among those known to be public; quoting the number of a document that is not public is a leak. Check its attribute.',
    },
    find: findUnpublishedNumbers,
  },
  { code: 'home-address', title: { zh: '家庭住址', en: 'Home address' }, why: privacy, find: findAddresses },
  { code: 'person-name', title: { zh: '个人姓名', en: 'Name of a person' }, why: privacy, find: findNames },
];
