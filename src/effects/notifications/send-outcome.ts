/** A recipient whom the relay refused while it took the mail for others. */
export interface RefusedRecipient {
  address: string;
  reply: string;
  /** A permanent refusal (5xx) would come again; a temporary one (4xx) is worth another try. */
  isPermanent: boolean;
}

/**
 * What became of one sending. The kinds differ in what happens next:
 * `accepted` the relay took it (which is not yet "read", nor even "delivered");
 * `retry` the relay said "not now", or the line was lost before the mail was complete: try again by schedule;
 * `failed` the relay refused this mail for good: tell somebody another way;
 * `server-fault` the relay itself cannot be used, no mail would pass: pause all mail, burn no attempt;
 * `unknown` lost between the final dot and its answer (RFC 1047): send again under the same Message-ID and say "possible duplicate".
 */
export type SendOutcome =
  | { kind: 'accepted'; reply: string; refused: RefusedRecipient[] }
  | { kind: 'retry' | 'failed' | 'server-fault' | 'unknown'; reply: string };

export type SendOutcomeKind = SendOutcome['kind'];

type Language = 'zh' | 'en';

const sentences: Record<SendOutcomeKind, Record<Language, string>> = {
  accepted: {
    zh: '邮件服务器已接收（尚不等于收件人已收到）：{reply}',
    en: 'The mail server accepted it (which is not yet delivery): {reply}',
  },
  retry: {
    zh: '邮件服务器暂时不收，将按计划重发：{reply}',
    en: 'The mail server cannot take it now; it is sent again by schedule: {reply}',
  },
  failed: {
    zh: '邮件服务器拒收，不再重发；请核对收件人邮箱，并改用其他方式通知：{reply}',
    en: 'The mail server refused it for good; check the address and notify the person another way: {reply}',
  },
  'server-fault': {
    zh: '邮件服务器不能使用，全部邮件暂停发送，恢复后自动续发；请系统管理员检查 SMTP_URL、证书和账号：{reply}',
    en: 'The mail server cannot be used; all mail waits and resumes by itself. An administrator should check SMTP_URL, certificate and account: {reply}',
  },
  unknown: {
    zh: '邮件已送出但未等到服务器确认，将以同一编号重发，收件人可能收到两封：{reply}',
    en: 'The mail was handed over but never confirmed; it is sent again under the same id and may arrive twice: {reply}',
  },
};

/** The outcome in one sentence for a clerk, with the server's own words at the end. */
export function tellOutcome(outcome: SendOutcome, language: Language): string {
  return sentences[outcome.kind][language].replace('{reply}', () => outcome.reply);
}
