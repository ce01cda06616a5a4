import { readOne } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import type { Tx } from '../../platform/transactions.js';
import { retrySchedule } from '../notifications/retry-schedule.js';
import type { ChannelOutcome, ChannelPosting, PostingState } from './channel-posting.js';
import { lockCaseRow, retire } from './posting-rows.js';
import type { ReportPosted } from './report-posted.js';
import { escalatePosting } from './tell-people.js';
import { reasonAgainst } from './wanted-posting.js';
import type { WithdrawFromChannels } from './withdraw-from-channels.js';

/** Writes down what a channel answered, if nobody else took the posting over meanwhile, and tells the case when it is done. */
export class SettlePosting {
  constructor(
    private readonly definitions: Definitions,
    private readonly reportPosted: ReportPosted,
    private readonly withdraw: WithdrawFromChannels,
  ) {}

  /** @throws CommandRefused when the case does not take the report; nothing is written then */
  async run(tx: Tx, posting: ChannelPosting, outcome: ChannelOutcome): Promise<void> {
    await lockCaseRow(tx, posting.caseId);
    const [held] = await tx.query<{ state: PostingState }>(
      'select state from channel_posting where id = $1 and fence = $2',
      [posting.id, posting.fence],
    );
    if (!held) return; // a lease that ran out: whoever took it over answers for it
    await this.note(tx, posting, outcome);
    if (held.state !== posting.state) return this.release(tx, posting); // withdrawn while it was under way
    switch (outcome.kind) {
      case 'accepted':
        return this.goOn(tx, posting);
      case 'confirmed':
        return posting.state === 'taking-down' ? this.clear(tx, posting) : this.confirm(tx, posting, outcome);
      case 'failed':
        return this.fail(tx, posting, outcome.why);
      case 'retry':
        return this.retry(tx, posting, outcome.why);
    }
  }

  /** What the channel says is kept whatever comes of it: a take-down needs it too. Its time lies between our asking and now. */
  private async note(tx: Tx, { id }: ChannelPosting, outcome: ChannelOutcome): Promise<void> {
    if (outcome.kind !== 'accepted' && outcome.kind !== 'confirmed') return;
    await tx.query(
      `update channel_posting p set external_id = coalesce($2, external_id), address = coalesce($3, address),
         posted_at = case when posted_at is null and $4::timestamptz is not null
           then greatest(least($4::timestamptz, business_now()), (select recorded_at from event e where e.case_id = p.case_id and e.seq = p.seq)) else posted_at end
       where id = $1`,
      [id, outcome.externalId ?? null, outcome.address ?? null, outcome.postedAt ?? null],
    );
  }

  private async goOn(tx: Tx, { id }: ChannelPosting): Promise<void> {
    await tx.query(
      'update channel_posting set attempts = 0, lease_until = null, run_at = clock_timestamp(), last_error = null where id = $1',
      [id],
    );
  }

  private async release(tx: Tx, { id }: ChannelPosting): Promise<void> {
    await tx.query('update channel_posting set lease_until = null where id = $1', [id]);
  }

  private async confirm(
    tx: Tx,
    posting: ChannelPosting,
    { evidence }: ChannelOutcome & { kind: 'confirmed' },
  ): Promise<void> {
    await tx.query(
      `update channel_posting set state = 'confirmed', posted_at = coalesce(posted_at, business_now()), confirmed_at = business_now(), confirmed_by = 'system',
         evidence = $2, lease_until = null, last_error = null where id = $1`,
      [posting.id, evidence],
    );
    const found = await readOne(tx, posting.caseId);
    if (!found) return;
    const { file } = found.stored;
    const why = reasonAgainst(this.definitions.get(file.type, file.version), file, posting);
    if (why === null) await this.reportPosted.run(tx, posting.caseId, posting.seq);
    else await retire(tx, posting, why);
  }

  private async clear(tx: Tx, { id, caseId }: ChannelPosting): Promise<void> {
    await tx.query(
      `update channel_posting set state = 'withdrawn', taken_down_at = business_now(), lease_until = null where id = $1`,
      [id],
    );
    await this.withdraw.reportRemoved(tx, caseId);
  }

  private async retry(tx: Tx, posting: ChannelPosting, why: string): Promise<void> {
    const plan = retrySchedule(Math.max(posting.attempts, 1));
    if (plan.kind === 'give-up') return this.fail(tx, posting, why);
    await tx.query(
      'update channel_posting set lease_until = null, last_error = $2, run_at = clock_timestamp() + make_interval(mins => $3) where id = $1',
      [posting.id, why.slice(0, 1000), plan.afterMinutes],
    );
  }

  private async fail(tx: Tx, posting: ChannelPosting, why: string): Promise<void> {
    const state = posting.state === 'taking-down' ? 'take-down-failed' : 'failed';
    await tx.query(
      'update channel_posting set state = $2, lease_until = null, last_error = $3 where id = $1',
      [posting.id, state, why.slice(0, 1000)],
    );
    await escalatePosting(tx, posting);
  }
}
