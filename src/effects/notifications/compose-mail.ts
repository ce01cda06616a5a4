import { createHash } from 'node:crypto';
import type { DeadlineItem } from './deadline-item.js';
import { notices } from './deadline-item.js';
import { writeLetter, type LetterRequest } from './deadline-letter.js';
import { subjectOf } from './deadline-subject.js';
import { oneLine, type FrozenMail, type MailAddress } from './frozen-mail.js';
import { renderLetterHtml } from './render-letter-html.js';
import { renderLetterText } from './render-letter-text.js';
import { bouncePath } from './verp.js';

export interface DeadlineMailRequest extends LetterRequest {
  /** The row that will hold the mail; it makes the Message-ID and the return path. */
  outboxId: string;
  from: MailAddress;
  /** The domain of Message-IDs and of the return path; bounces to it must be read. */
  mailDomain: string;
}

/**
 * One mail for one recipient and one instant, listing all that fell on it: ten thousand at 17:30 are one mail.
 * The same request gives the same mail, so it can be frozen in the outbox and compared later.
 * @throws RangeError for an empty list, an instant that is none, or a base address that is not http(s)
 */
export function composeDeadlineMail(request: DeadlineMailRequest): FrozenMail {
  checkRequest(request);
  const { outboxId, recipient, mailDomain } = request;
  const items = [...request.items].sort(bySeverityThenDue);
  const letter = writeLetter({ ...request, items });
  const subject = subjectOf(items, request.language, request.showTitles);
  const text = renderLetterText(letter);
  const hash = createHash('sha256')
    .update([outboxId, recipient.address, subject, text].join('\n'))
    .digest('hex');
  return {
    outboxId,
    messageId: `<${outboxId}.${hash.slice(0, 16)}@${mailDomain}>`,
    from: { name: oneLine(request.from.name), address: request.from.address },
    to: [{ name: oneLine(recipient.name), address: recipient.address }],
    subject,
    text,
    html: renderLetterHtml(letter),
    headers: {
      Date: mailDate(request.instant),
      'Auto-Submitted': 'auto-generated', // RFC 3834: no holiday reply may answer this
      'X-Gongkai-Outbox': outboxId,
    },
    envelopeFrom: bouncePath(outboxId, mailDomain),
  };
}

function checkRequest({ items, instant, baseUrl }: DeadlineMailRequest): void {
  const faults: string[] = [];
  if (items.length === 0) faults.push('there is nothing to tell: no items');
  if (Number.isNaN(Date.parse(instant))) faults.push(`"${instant}" is not an instant`);
  if (!/^https?:\/\/[^\s/]+/.test(baseUrl)) faults.push(`"${baseUrl}" is not an http or https address`);
  if (faults.length > 0) throw new RangeError(`The mail cannot be composed: ${faults.join('; ')}.`);
}

/** What has no deadline comes last. */
const never = '9999-12-31';

function bySeverityThenDue(a: DeadlineItem, b: DeadlineItem): number {
  return (
    notices.indexOf(a.notice) - notices.indexOf(b.notice) ||
    compare(a.dueOn ?? never, b.dueOn ?? never) ||
    compare(a.dueTime ?? '24:00', b.dueTime ?? '24:00') ||
    compare(a.caseNumber, b.caseNumber) ||
    compare(a.clockTitle?.zh ?? '', b.clockTitle?.zh ?? '')
  );
}

/** By code unit, not by locale: the order must not depend on the machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 5322 3.3, in UTC. */
function mailDate(instant: string): string {
  return new Date(instant).toUTCString().replace('GMT', '+0000');
}
