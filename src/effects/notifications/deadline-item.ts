export type Language = 'zh' | 'en';

export interface Words {
  zh: string;
  en: string;
}

/**
 * What happened. Of deadlines: 即将到期, 已超期, 升级 (somebody below was told and did not act), 催办 (a person asked for it).
 * Of work: 待办 (it arrived at the reader's desk), 进展 (the reader's own case moved on), 抄送 (to know, not to act).
 */
export type Notice = 'remind' | 'breach' | 'escalate' | 'nudge' | 'arrived' | 'moved' | 'copied';

/** Gravest first: the order of the mail and of its subject. */
export const notices: readonly Notice[] = [
  'escalate',
  'breach',
  'nudge',
  'remind',
  'arrived',
  'moved',
  'copied',
];

/** One case and its soonest deadline, if it has one, as they stood at the instant of the mail. */
export interface DeadlineItem {
  notice: Notice;
  caseNumber: string;
  typeTitle: Words;
  /** The title that the drafter gave; it leaves the house only where the tenant allows it. */
  title: string | null;
  step: Words;
  caseOwner: string | null;
  /** The rule that counts, such as 解读材料发布, and the article that it comes from; null without a deadline. */
  clockTitle: Words | null;
  law: Words | null;
  dueOn: string | null;
  /** "17:30" in the bureau's zone, for a limit that ends within the day; null when the whole day counts. */
  dueTime: string | null;
  /** 暂定: the due date lies past the announced holidays and may move. */
  isProvisional: boolean;
  /** 0 on the due day, negative when late; null without a deadline. */
  workingDaysLeft: number | null;
  /** The step of the escalation ladder, from 1; null for what is not on the ladder. */
  rung: number | null;
  /** How many times this was nudged, this time included; null for other notices. */
  timesNudged: number | null;
  /** Where the case is found, from the base address: "/cases/…". */
  path: string;
}

export interface Recipient {
  name: string;
  address: string;
}
