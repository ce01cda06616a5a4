/** Why something is refused: a stable code for programs and a sentence for people. */
export interface Reason {
  code: ReasonCode;
  data: Record<string, string | number>;
}
export interface Refusal {
  kind: 'refused';
  reasons: Reason[];
}

interface Sentence {
  zh: string;
  en: string;
}

/** `{name}` is replaced by the datum of that name. Each sentence says what is wrong and what to do. */
export const reasonSentences = {
  'unknown-action': {
    zh: '“{state}”环节没有“{action}”这一操作；可用的操作见 offers。',
    en: 'There is no action "{action}" in step "{state}"; see the offers for what is possible.',
  },
  'unknown-field': {
    zh: '“{field}”不是可以在此填写的项目；请删去或改正名称。',
    en: '"{field}" cannot be filled in here; remove it or correct its name.',
  },
  'bad-value': { zh: '“{title}”填写有误：{why}。', en: '"{title}" is not filled in correctly: {whyEn}.' },
  'missing-need': {
    zh: '缺少“{title}”；请补充后再提交。',
    en: '"{title}" is missing; add it and try again.',
  },
  'wrong-role': {
    zh: '此操作须由{roles}办理，您没有这一角色。',
    en: 'Only {rolesEn} may do this; you do not hold that role.',
  },
  'other-section': {
    zh: '此件属于其他科室，须由该科室的{roles}办理。',
    en: 'This case belongs to another section; its {rolesEn} must act.',
  },
  'own-work': {
    zh: '起草、修改或上传过本件的人不能对本件作此决定（先审查、后公开，审查人与起草人分离）。请由其他有权人员办理。',
    en: 'Whoever drafted, edited or uploaded this case may not decide this on it. Another entitled person must act.',
  },
  'not-your-task': { zh: '此任务已交由他人办理。', en: 'This task has been handed to somebody else.' },
  'already-signed': {
    zh: '您已经签过意见，不能重复签署。',
    en: 'You have already signed; a vote counts once.',
  },
  'not-your-turn': { zh: '顺签尚未轮到您。', en: 'It is not your turn to sign yet.' },
  'note-required': { zh: '请填写说明。', en: 'A note is required.' },
  'too-late-to-recall': {
    zh: '下一环节已经办理，不能撤回。',
    en: 'The next person has already acted; it can no longer be recalled.',
  },
  'unknown-assignee': {
    zh: '找不到办理人“{assignee}”：{why}。',
    en: 'There is no assignee "{assignee}": {whyEn}.',
  },
  'condition-not-met': {
    zh: '仅当“{title}”为{values}时才能办理。',
    en: 'Possible only when "{titleEn}" is {values}.',
  },
  'too-early': {
    zh: '未到规定的公开时间 {instant}；提前公开与逾期同为差错。',
    en: 'The release time {instant} has not come; early is a fault as grave as late.',
  },
  'not-cleared': {
    zh: '“{title}”尚未通过保密审查，或审查后又有改动，须重新送审（先审查、后公开）。',
    en: '"{titleEn}" has not been cleared for confidentiality, or was changed since; send it to review again.',
  },
  'not-searched': {
    zh: '“{title}”中的文件“{file}”尚在自动检查，请稍后再审；未经检查的文件不能同意公开。',
    en: 'The file "{file}" in "{titleEn}" is still being searched; try again shortly. What was not searched is not cleared.',
  },
  'open-hits': {
    zh: '“{title}”中还有 {count} 处提示未处理或须删除；请在审查页逐处确认，须删除的请退回修改或作区分处理。',
    en: '{count} hits in "{titleEn}" are open or have to go; settle each on the review page, and return or separate what has to go.',
  },
  'hit-gone': {
    zh: '有 {count} 处提示已不在本件中（内容可能已修改）；请刷新审查页后再处理。',
    en: '{count} hits are not in this case any more (it may have changed); load the review page again.',
  },
  'checklist-unanswered': {
    zh: '保密审查表有未答项目：{items}；请逐项回答“否”“是”或“不适用”。',
    en: 'The checklist has unanswered items: {itemsEn}; answer each with no, yes or not-applicable.',
  },
  'checklist-note-missing': {
    zh: '保密审查表中答“是”的项目须写明情况：{items}。',
    en: 'A checklist item answered with yes needs a note: {itemsEn}.',
  },
  'checklist-concern': {
    zh: '保密审查表中“{items}”答为“是”，不能全部同意公开；请区分处理、不予公开或退回。',
    en: 'The checklist says yes to {itemsEn}, so not everything can be cleared; clear in part, withhold or return.',
  },
  'nothing-withheld': {
    zh: '所选部分已是全部内容，没有可不公开的部分；请改用“同意公开”，或取消选择不公开的部分。',
    en: 'Every part is named, so nothing is kept back; clear the whole, or leave out what must stay closed.',
  },
  'stale-revision': {
    zh: '此件在您打开后已被他人办理（当前第 {current} 版，您看到的是第 {seen} 版）；请刷新后再办。',
    en: 'Somebody acted on this case after you opened it (now revision {current}, you saw {seen}); reload and try again.',
  },
  'date-in-future': {
    zh: '发生时间 {on} 晚于现在，事实不能预先登记。',
    en: 'The date {on} lies in the future; a fact cannot be recorded before it happens.',
  },
  'unknown-clock': { zh: '没有“{clock}”这一时限。', en: 'There is no clock "{clock}".' },
  'clock-not-running': { zh: '时限“{clock}”现在没有在计时。', en: 'The clock "{clock}" is not running.' },
  'extension-not-allowed': {
    zh: '时限“{clock}”不能延长：{why}。',
    en: 'The clock "{clock}" cannot be extended: {whyEn}.',
  },
  'unknown-fact': {
    zh: '时限“{clock}”没有第 {index} 条事实。',
    en: 'The clock "{clock}" has no fact number {index}.',
  },
  'unknown-type': {
    zh: '没有“{type}”这一事项类型，或其在 {on} 没有生效的规则。',
    en: 'There is no type "{type}", or no version of its rules is in force on {on}.',
  },
  'case-closed': { zh: '此件已办结。', en: 'This case is closed.' },
  'command-reused': {
    zh: '命令编号 {commandId} 已用于另一内容；请换一个编号。',
    en: 'Command id {commandId} was already used with other content; choose a new one.',
  },
  'nobody-to-act': {
    zh: '没有人担任“{role}”，此件将无人办理；请先在人员管理中指定。',
    en: 'Nobody holds the role "{role}", so nobody could act next; appoint somebody first.',
  },
} satisfies Record<string, Sentence>;

export type ReasonCode = keyof typeof reasonSentences;

export function reason(code: ReasonCode, data: Record<string, string | number> = {}): Reason {
  return { code, data };
}

export function refuse(reasons: Reason[]): Refusal {
  return { kind: 'refused', reasons };
}

/** The sentence for people, in one language, with its data filled in. */
export function tellReason({ code, data }: Reason, language: 'zh' | 'en'): string {
  return reasonSentences[code][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(data[name] ?? whole),
  );
}
