import { compoundSurnames } from '../review/hints/surnames.js';

export const maskKinds = [
  'phone',
  'identity-number',
  'bank-card',
  'address',
  'name',
  'e-mail',
  'licence-plate',
  'other',
] as const;

/** What a piece of text is; only so much of it is shown as the local form allows. */
export type MaskKind = (typeof maskKinds)[number];

const nothingShown = '***';

/**
 * A text in the form used near Sanming (Yong'an 2023): 138****1234, 35*************123, an address to the township.
 * What does not have the shape of its kind is covered altogether: a guess would show too much.
 */
export function maskText(kind: MaskKind, text: string): string {
  const plain = text.normalize('NFKC').trim();
  switch (kind) {
    case 'phone':
      return maskPhone(digitsOf(plain));
    case 'identity-number':
      return maskIdentityNumber(digitsOf(plain));
    case 'bank-card':
      return maskBankCard(digitsOf(plain));
    case 'address':
      return maskAddress(plain);
    case 'name':
      return maskName(plain);
    case 'e-mail':
      return maskMail(plain);
    case 'licence-plate':
      return maskPlate(plain.replace(/[\s·.•-]/g, '').toUpperCase());
    case 'other':
      return nothingShown;
  }
}

function digitsOf(text: string): string {
  return text.replace(/[^\dXx]/g, '');
}

function maskPhone(digits: string): string {
  const mobile = /^(?:0?0?86)?(1[3-9]\d)\d{4}(\d{4})$/.exec(digits);
  return mobile ? `${mobile[1]}****${mobile[2]}` : nothingShown;
}

/** Fifteen digits before 1999, eighteen since (GB 11643-1999). The length says nothing that the form does not. */
function maskIdentityNumber(digits: string): string {
  if (!/^(?:\d{15}|\d{17}[\dXx])$/.test(digits)) return nothingShown;
  return digits.slice(0, 2) + '*'.repeat(digits.length - 5) + digits.slice(-3);
}

function maskBankCard(digits: string): string {
  if (!/^\d{12,19}$/.test(digits)) return nothingShown;
  return '*'.repeat(digits.length - 4) + digits.slice(-4);
}

/** The township is not the 镇 of 镇江市 or 镇平县, nor the 乡 of 新乡市; where there is none, the district is shown. */
function maskAddress(address: string): string {
  const toTownship = /^.+?(?:街道|苏木|[镇乡](?!.{0,2}[市县区]))/u.exec(address);
  const shown =
    toTownship ?? /^(?:.+?(?:省|自治区))?(?:.+?[市州盟])?(?:[^路街村号]+?[县区市旗])?/u.exec(address);
  return shown && shown[0] !== '' && shown[0] !== address ? `${shown[0]}**` : nothingShown;
}

function maskName(name: string): string {
  const letters = [...name];
  if (letters.length < 2) return nothingShown;
  const compound = compoundSurnames.find((surname) => name.startsWith(surname) && name !== surname);
  return `${compound ?? letters[0]}*`;
}

function maskMail(mail: string): string {
  const parts = /^([^\s@])[^\s@]*@([^\s@]+\.[^\s@]+)$/.exec(mail);
  return parts ? `${parts[1]}***@${parts[2]}` : nothingShown;
}

/** Five characters after the office, six on a new-energy plate (GA 36-2018). */
function maskPlate(plate: string): string {
  const parts = /^([\p{Script=Han}][A-Z])[A-Z\d]{3,4}([A-Z\d\p{Script=Han}]{2})$/u.exec(plate);
  return parts ? `${parts[1]}***${parts[2]}` : nothingShown;
}
