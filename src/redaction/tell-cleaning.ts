import { type CleanTally } from './clean-part.js';
import { type RedactionNotice } from './redaction-report.js';

/** What was taken out of a document besides the texts to cover, and what a person must still look at. */
export function tellCleaning(cleaned: CleanTally, partsLeft: number, pictures: number): RedactionNotice[] {
  const notices: (RedactionNotice & { times: number })[] = [
    {
      code: 'comments-removed',
      times: cleaned.comments,
      zh: `已删除批注 ${cleaned.comments} 处。`,
      en: `Comments were taken out: ${cleaned.comments}.`,
    },
    {
      code: 'changes-accepted',
      times: cleaned.changes,
      zh: `已接受全部修订（${cleaned.changes} 处），删去的文字不再保留。`,
      en: `All tracked changes were accepted (${cleaned.changes}); what was struck out is gone.`,
    },
    {
      code: 'hidden-text-removed',
      times: cleaned.hiddenRuns,
      zh: `已删除隐藏文字 ${cleaned.hiddenRuns} 处。`,
      en: `Hidden text was taken out: ${cleaned.hiddenRuns}.`,
    },
    {
      code: 'parts-removed',
      times: partsLeft,
      zh: `未保留文档属性、缩略图、嵌入对象等部件 ${partsLeft} 个。`,
      en: `Properties, thumbnails, embedded objects and the like were left behind: ${partsLeft} parts.`,
    },
    {
      code: 'look-at-pictures',
      times: pictures,
      zh: `文档中有 ${pictures} 张图片，图片里的文字没有检查，请逐张查看。`,
      en: `The document holds ${pictures} pictures, whose text was not looked at. Look at each of them.`,
    },
  ];
  return notices.filter(({ times }) => times > 0).map(({ code, zh, en }) => ({ code, zh, en }));
}
