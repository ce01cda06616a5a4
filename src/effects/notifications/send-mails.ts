import type { Pool } from 'pg';
import type { FrozenMail, MailAddress } from './frozen-mail.js';
import { probeAfterSeconds, retrySchedule } from './retry-schedule.js';
import type { SendOutcome } from './send-outcome.js';
import type { SmtpSender } from './smtp-sender.js';

interface ClaimedMail {
  id: string;
  message_id: string;
  envelope_from: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string> & { from: MailAddress; to: MailAddress[] };
  attempts: number;
  fence: number;
}

/** Longer than the longest that SMTP may take (RFC 5321 4.5.3.2: ten minutes after the final dot). */
const leaseMinutes = 13;
/** As many as the sender has connections, so that waiting for one does not count as sending. */
const batchSize = 4;

/** An expired lease means that a sender died: whether the mail went out is unknown, so it goes again under its old Message-ID and says so. */
const claimText = `
update mail m set lease_until = clock_timestamp() + interval '${leaseMinutes} minutes', fence = m.fence + 1, attempts = m.attempts + 1,
  possible_duplicate = m.possible_duplicate or m.lease_until is not null
from (
  select id from mail where state = 'pending' and run_at <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp())
  order by run_at, id limit ${batchSize} for update skip locked
) due where m.id = due.id
returning m.id, m.message_id, m.envelope_from, m.subject, m.text, m.html, m.headers, m.attempts, m.fence`;

/** Sends what the outbox of mails holds. No transaction is open while the network is waited for. */
export class SendMails {
  private faultsInARow = 0;
  private closedUntil = 0;

  constructor(
    private readonly pool: Pool,
    private readonly sender: Pick<SmtpSender, 'send'>,
    private readonly onTrouble: (mailId: string, outcome: SendOutcome) => void,
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  /** @returns how many mails the relay has accepted */
  async run(): Promise<number> {
    if (this.monotonic() < this.closedUntil) return 0;
    const { rows } = await this.pool.query<ClaimedMail>(claimText);
    const outcomes = await Promise.all(rows.map((mail) => this.sendOne(mail)));
    this.faultsInARow = outcomes.includes('server-fault') ? this.faultsInARow + 1 : 0;
    if (this.faultsInARow > 0)
      this.closedUntil = this.monotonic() + probeAfterSeconds(this.faultsInARow) * 1000;
    return outcomes.filter((kind) => kind === 'accepted').length;
  }

  private async sendOne(mail: ClaimedMail): Promise<SendOutcome['kind']> {
    const outcome = await this.sender.send(frozen(mail));
    if (outcome.kind !== 'accepted') this.onTrouble(mail.id, outcome);
    await this.settle(mail, outcome);
    return outcome.kind;
  }

  private settle({ id, fence, attempts }: ClaimedMail, outcome: SendOutcome): Promise<unknown> {
    switch (outcome.kind) {
      case 'accepted':
        return this.update(id, fence, `state = 'accepted', accepted_at = clock_timestamp()`, outcome.reply);
      case 'failed':
        return this.fail(id, fence, outcome.reply);
      case 'server-fault':
        return this.update(id, fence, 'attempts = attempts - 1', outcome.reply);
      case 'unknown':
        return this.retry(id, fence, attempts, outcome.reply, 'possible_duplicate = true, ');
      case 'retry':
        return this.retry(id, fence, attempts, outcome.reply, '');
    }
  }

  private retry(id: string, fence: number, attempts: number, reply: string, also: string): Promise<unknown> {
    const plan = retrySchedule(attempts);
    if (plan.kind === 'give-up') return this.fail(id, fence, reply);
    return this.update(
      id,
      fence,
      `${also}run_at = clock_timestamp() + interval '${plan.afterMinutes} minutes'`,
      reply,
    );
  }

  /** What could not be delivered for good: it stays on the desk of the administrators and in the metrics. */
  private fail(id: string, fence: number, reply: string): Promise<unknown> {
    return this.update(id, fence, `state = 'failed'`, reply);
  }

  private update(id: string, fence: number, change: string, reply: string): Promise<unknown> {
    return this.pool.query(
      `update mail set ${change}, lease_until = null, response = $3 where id = $1 and fence = $2 and state = 'pending'`,
      [id, fence, reply],
    );
  }
}

function frozen({
  id,
  message_id: messageId,
  envelope_from: envelopeFrom,
  subject,
  text,
  html,
  headers: { from, to, ...headers },
}: ClaimedMail): FrozenMail {
  return { outboxId: id, messageId, from, to, subject, text, html, headers, envelopeFrom };
}
