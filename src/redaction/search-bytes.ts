import { type RedactionSpan } from './redaction-report.js';

/** The ways in which programs write a text into bytes without packing it. */
export interface SoughtBytes {
  span: number;
  forms: Buffer[];
}

export function soughtBytes(spans: readonly RedactionSpan[]): SoughtBytes[] {
  return spans.map(({ find }, span) => {
    const tight = find.replace(/\s/gu, '');
    const half = tight.normalize('NFKC');
    const texts = [find, tight, half, fullWidth(half)];
    const forms = [...new Set(texts)].flatMap(encode);
    const distinct = new Map(forms.map((form) => [form.toString('latin1'), form]));
    return { span, forms: [...distinct.values()] };
  });
}

/** Which spans occur in the bytes as they are. */
export function searchBytes(bytes: Buffer, sought: readonly SoughtBytes[]): number[] {
  return sought.filter(({ forms }) => forms.some((form) => bytes.includes(form))).map(({ span }) => span);
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

function encode(text: string): Buffer[] {
  const little = Buffer.from(text, 'utf16le');
  const forms = [Buffer.from(text, 'utf8'), little, Buffer.from(little).swap16()];
  const inAddress = /\p{Cs}/u.test(text) ? '' : encodeURIComponent(text);
  const inLowerCase = inAddress.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return inAddress === '' ? forms : [...forms, Buffer.from(inAddress), Buffer.from(inLowerCase)];
}
