import { foldText, isLongNumber, withoutDashes } from './fold-text.js';
import { spanReason, type RedactionReason } from './redaction-reasons.js';
import { type RedactionSpan } from './redaction-report.js';

const longestCharacters = 500;

/** Every reason for which a request can't be carried out, before any file is opened. */
export function checkSpans(spans: readonly RedactionSpan[]): RedactionReason[] {
  if (spans.length === 0) {
    return [
      {
        code: 'nothing-to-cover',
        zh: '没有填写要遮盖的内容。请至少填写一处。',
        en: 'Nothing to cover was named. Name at least one text.',
      },
    ];
  }
  return spans.flatMap((span, index) => [
    ...checkFind(span.find, index),
    ...checkMask(span.mask, index, spans),
  ]);
}

/** A text too short occurs by chance, in the bytes of pictures too, and the scan of the result could not be trusted. */
function checkFind(find: string, index: number): RedactionReason[] {
  const folded = foldText(find);
  const isTooShort = folded.length < (/^[\u0020-\u007e]*$/.test(folded) ? 4 : 2);
  if (isTooShort)
    return [
      spanReason(
        'too-short',
        index,
        '太短，会误遮。请至少写 2 个汉字或 4 个字母数字，可连同前后文字一起写。',
        'it is too short. Give at least 2 Chinese or 4 other characters, with some of the text around it.',
      ),
    ];
  if (find.length <= longestCharacters) return [];
  return [
    spanReason(
      'too-long',
      index,
      `太长，最多 ${longestCharacters} 个字符。请分成几处。`,
      `it is too long; at most ${longestCharacters} characters. Name it in parts.`,
    ),
  ];
}

/** A mask stands in CSV, HTML and XML as it is, so it may hold nothing that these would read as their own. */
function checkMask(mask: string, index: number, spans: readonly RedactionSpan[]): RedactionReason[] {
  const reasons: RedactionReason[] = [];
  if (mask === '' || mask.length > longestCharacters || /[\p{Cc}\p{Cs}"',;<>&`]|^[=+@-]/u.test(mask))
    reasons.push(
      spanReason(
        'mask-unusable',
        index,
        '替换文字不能为空，不能有换行、半角引号、逗号、分号和 < > &，也不能以 = + - @ 开头。请改写，如“***”。',
        'its mask must not be empty, hold line breaks, quotes, commas, semicolons or < > &, or begin with = + - @. Write for example ***.',
      ),
    );
  if (spans.some(({ find }) => shows(mask, find)))
    reasons.push(
      spanReason(
        'mask-shows-text',
        index,
        '替换文字里含有要遮盖的内容。请改写，如“***”。',
        'its mask shows a text that is to be covered. Write for example ***.',
      ),
    );
  return reasons;
}

function shows(mask: string, find: string): boolean {
  const [folded, sought] = [foldText(mask), foldText(find)];
  if (sought === '') return false;
  return isLongNumber(sought)
    ? withoutDashes(folded).includes(withoutDashes(sought))
    : folded.includes(sought);
}
