import type { InputName } from './definition.js';

/** What the words said with an action are called on forms and in refusals. */
export const inputTitles: Record<InputName, { zh: string; en: string }> = {
  reason: { zh: '理由', en: 'Reason' },
  basis: { zh: '依据', en: 'Legal basis' },
  opinion: { zh: '意见', en: 'Opinion' },
  evidence: { zh: '佐证材料', en: 'Evidence' },
  receipt: { zh: '回执', en: 'Receipt' },
  note: { zh: '说明', en: 'Note' },
  approval: { zh: '批准人', en: 'Approved by' },
  notice: { zh: '告知书', en: 'Notice to the applicant' },
  clearedFields: { zh: '可公开的部分', en: 'Parts that may be public' },
  checklist: { zh: '保密审查表', en: 'Checklist' },
};
