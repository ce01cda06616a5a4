/** The smallest definition that passes: one draft, one review, one page, one clock. Each fault is one replacement away. */
export const sound = `workflow: tiny-notice
version: 1
title: { zh: 小通知, en: tiny notice }
summary: { zh: 小通知, en: tiny notice }
law: [regs-2019 art. 26]
effectiveFrom: '2019-05-15'
effectiveUntil: null
task: null
lead: office
responsible: [legal]
openedBy: [drafter]
form:
  text: { kind: long-text, zh: 正文, en: text, sealed: true }
  source: { kind: text, zh: 来源, en: source }
startsIn: draft
states:
  draft:
    zh: 起草
    en: draft
    on:
      submit: { zh: 报批, en: submit, to: review, by: [drafter], needs: [text], sets: [text], effects: [notify-next] }
  review:
    zh: 审查
    en: review
    on:
      clear: { zh: 同意公开, en: clear, to: posting, by: [reviewer], not: [drafter], finding: cleared, effects: [publish] }
      return: { zh: 退回, en: return, to: draft, by: [reviewer], needs: [reason], effects: [] }
  posting:
    zh: 发布中
    en: posting
    on:
      posted: { zh: 已发布, en: posted, to: done, by: [system], outward: true, effects: [] }
  done:
    zh: 已公开
    en: done
    final: true
    public: [text]
    on: {}
clocks:
  release:
    zh: 公开期限
    en: release
    law: regs-2019 art. 26
    limit: { workingDays: 20 }
    startsOn: open
    stopsOn: posted
    remind:
      - { workingDaysBefore: 3, to: [case-owner] }
    escalate:
      - { workingDaysAfter: 0, to: [office-lead] }
`;

/** One fault: what is replaced in the sound definition, and where the fault must be told. */
export interface BrokenDefinition {
  code: string;
  what: string;
  from: string;
  to: string;
  /** A piece of the changed text with `@` before the place that the fault names. */
  at: string;
}

export const clearAction =
  'clear: { zh: 同意公开, en: clear, to: posting, by: [reviewer], not: [drafter], finding: cleared, effects: [publish] }';
export const postedAction =
  'posted: { zh: 已发布, en: posted, to: done, by: [system], outward: true, effects: [] }';
export const reminder = '- { workingDaysBefore: 3, to: [case-owner] }';
export const escalation = '- { workingDaysAfter: 0, to: [office-lead] }';
