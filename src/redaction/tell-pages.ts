import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type LocatedPage } from './locate-spans.js';
import { type RedactionNotice } from './redaction-report.js';

/** What the pictures of the pages no longer show or show otherwise, and what a person must look at. */
export async function tellPages(
  document: PDFDocumentProxy,
  pages: readonly LocatedPage[],
): Promise<RedactionNotice[]> {
  const annotated: number[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const annotations = (await (await document.getPage(number)).getAnnotations()) as { subtype?: string }[];
    if (annotations.some(({ subtype }) => subtype !== 'Link')) annotated.push(number);
  }
  const attachments = Object.keys(((await document.getAttachments()) as object | null) ?? {}).length;
  const numbered = (isMeant: (page: LocatedPage) => boolean): number[] =>
    pages.flatMap((page, index) => (isMeant(page) ? [index + 1] : []));
  return [
    {
      code: 'pages-are-pictures',
      zh: '结果的每一页都是图片，没有可选的文字。请另附可读屏的文本或 DOCX，并逐页查看。',
      en: 'Each page of the result is a picture without text. Add a text or DOCX for screen readers, and look at each page.',
    },
    ...tell(
      'annotations-left-out',
      annotated,
      '批注、印章、表单内容没有保留',
      'annotations, stamps and form entries were left out',
    ),
    ...tell(
      'font-substituted',
      numbered(({ hasSubstitutedFont }) => hasSubstitutedFont),
      '字体没有嵌入，用其他字体代替',
      'a font is not embedded, another stands in for it',
    ),
    ...tell(
      'look-at-pictures',
      numbered(({ pictures }) => pictures > 0),
      '有图片，图片里的文字没有检查，请查看',
      'there are pictures, whose text was not looked at; look at them',
    ),
    ...(attachments > 0
      ? [
          {
            code: 'attachments-left-out',
            zh: `没有保留附件 ${attachments} 个。`,
            en: `Attachments were left out: ${attachments}.`,
          },
        ]
      : []),
  ];
}

function tell(code: string, pages: readonly number[], zh: string, en: string): RedactionNotice[] {
  if (pages.length === 0) return [];
  return [{ code, zh: `第 ${pages.join('、')} 页${zh}。`, en: `On page ${pages.join(', ')} ${en}.` }];
}
