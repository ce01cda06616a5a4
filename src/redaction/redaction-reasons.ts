import { type Place } from '../review/passage.js';

/** Why a file was not redacted: a stable code for programs, and for people what is wrong and what to do. */
export interface RedactionReason {
  code: string;
  zh: string;
  en: string;
}

/** The request or the file is one that can't be redacted; nothing was written. */
export class RedactionRefused extends Error {
  override readonly name = 'RedactionRefused';
  constructor(readonly reasons: readonly RedactionReason[]) {
    super(reasons.map(({ code }) => code).join(', '));
  }
}

/** A redacted file was made and, read back, was not surely clean; it was deleted. */
export class RedactionFailed extends Error {
  override readonly name = 'RedactionFailed';
  constructor(
    readonly reasons: readonly RedactionReason[],
    options?: ErrorOptions,
  ) {
    super(reasons.map(({ code }) => code).join(', '), options);
  }
}

/** Reasons name a text by its number in the request: what is to be covered must not wander into logs and answers. */
export function spanReason(code: string, span: number, zh: string, en: string): RedactionReason {
  return { code, zh: `第 ${span + 1} 处遮盖内容：${zh}`, en: `Text ${span + 1} to cover: ${en}` };
}

export function placeReason(code: string, place: Place, zh: string, en: string): RedactionReason {
  return { code, zh: `${place.zh}：${zh}`, en: `${place.en}: ${en}` };
}

export function notFound(span: number): RedactionReason {
  return spanReason(
    'not-found',
    span,
    '文件中没有找到。请核对原文（是否有错字、是否在图片里）后再试。',
    'it occurs nowhere in the file. Check it against the original (a slip, or text in a picture), then try again.',
  );
}

export function stillThere(place: Place, span: number): RedactionReason {
  return placeReason(
    'still-there',
    place,
    `第 ${span + 1} 处遮盖内容在结果中仍能找到，结果已删除。请在原文件中手工改掉后重新上传。`,
    `text ${span + 1} is still in the result, which was deleted. Change it in the original by hand and upload that.`,
  );
}

export function unsureResult(place: Place, zh: string, en: string): RedactionReason {
  return placeReason(
    'unsure',
    place,
    `${zh}，结果已删除。请把原文件另存为新文件后再试，或手工处理。`,
    `${en}; the result was deleted. Save the original anew and try again, or redact it by hand.`,
  );
}
