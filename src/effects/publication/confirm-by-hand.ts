import { NotFound } from '../../cases/refused.js';
import { readOne, type StoredCase } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import type { Actor } from '../../engine/case-file.js';
import { RequestFault } from '../../platform/faults.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import type { ChannelPosting } from './channel-posting.js';
import { lockCaseRow, readPostings } from './posting-rows.js';
import type { ReportPosted } from './report-posted.js';
import { reasonAgainst, reportedAs } from './wanted-posting.js';
import type { WithdrawFromChannels } from './withdraw-from-channels.js';

export interface HandConfirmation {
  /** When it appeared in the paper, on the air or on the board; for a take-down, when it came off. */
  postedAt: string;
  /** What shows it: issue and page, programme, photograph. */
  evidence: string;
  commandId: string;
}

/** What people do on a channel and stand for: a posting or a removal that nobody but they can see. */
export class ConfirmByHand {
  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly reportPosted: ReportPosted,
    private readonly withdraw: WithdrawFromChannels,
  ) {}

  /**
   * Confirms what waits on a manual channel. The same command id again does nothing twice.
   * @throws NotFound, RequestFault with every reason, CommandRefused when the case does not take the report
   */
  run(caseId: string, channel: string, confirmation: HandConfirmation, actor: Actor): Promise<void> {
    return this.transactions.run(async (tx) => {
      await lockCaseRow(tx, caseId);
      const found = await readOne(tx, caseId);
      const postings = (await readPostings(tx, caseId)).filter((one) => one.channel === channel);
      const newest = postings.at(-1);
      if (!found || !newest) throw new NotFound('channel', channel);
      if (await wasDone(tx, caseId, channel, confirmation.commandId)) return;
      const posting = postings.find(({ state }) => state === 'queued' || state === 'taking-down') ?? newest;
      const faults = await this.check(tx, found.stored, posting, confirmation, found.now);
      if (faults.length > 0) throw new RequestFault(faults);
      if (posting.state === 'taking-down') await this.clear(tx, posting, confirmation, actor);
      else await this.confirm(tx, posting, confirmation, actor);
    });
  }

  private async check(
    tx: Tx,
    { file }: StoredCase,
    posting: ChannelPosting,
    { postedAt, evidence }: HandConfirmation,
    now: Date,
  ): Promise<string[]> {
    const faults: string[] = [];
    if (posting.kind !== 'manual')
      faults.push('该渠道由系统自动确认，无须人工确认 (this channel confirms by itself)');
    else if (posting.state !== 'queued' && posting.state !== 'taking-down')
      faults.push(`该渠道当前没有待确认的事项，状态 ${posting.state} (nothing waits to be confirmed there)`);
    if (evidence.trim() === '') faults.push('请填写佐证，例如报纸期号和版面 (evidence is missing)');
    const at = Date.parse(postedAt);
    if (at > now.getTime())
      faults.push(`发布时间 ${postedAt} 晚于现在，不能预先确认 (it lies in the future)`);
    if (posting.state === 'taking-down') return faults;
    const definition = this.definitions.get(file.type, file.version);
    const approvedAt = await approvedAtOf(tx, posting);
    if (at < Math.floor(approvedAt.getTime() / millisecondsPerMinute) * millisecondsPerMinute)
      faults.push(`发布时间 ${postedAt} 早于签发时间 ${approvedAt.toISOString()} (before it was approved)`);
    const notBefore = reportedAs(definition, file, posting.fact)?.notBefore;
    const release = notBefore === undefined ? undefined : file.fields[notBefore];
    if (typeof release === 'string' && at < Date.parse(release))
      faults.push(`发布时间 ${postedAt} 早于规定的公开时间 ${release} (before the release time)`);
    const why = posting.state === 'queued' ? reasonAgainst(definition, file, posting) : null;
    return why === null ? faults : [...faults, why];
  }

  private async confirm(
    tx: Tx,
    { id, caseId, seq }: ChannelPosting,
    { postedAt, evidence, commandId }: HandConfirmation,
    actor: Actor,
  ): Promise<void> {
    await tx.query(
      `update channel_posting set state = 'confirmed', posted_at = $2, confirmed_at = business_now(), confirmed_by = $3, evidence = $4, confirm_command = $5, last_error = null where id = $1`,
      [id, postedAt, actor.id, evidence.trim(), commandId],
    );
    await this.reportPosted.run(tx, caseId, seq);
  }

  private async clear(
    tx: Tx,
    { id, caseId }: ChannelPosting,
    { postedAt, evidence, commandId }: HandConfirmation,
    actor: Actor,
  ): Promise<void> {
    await tx.query(
      `update channel_posting set state = 'withdrawn', taken_down_at = $2, confirmed_by = $3, evidence = concat_ws('；', evidence, $4::text), take_down_command = $5 where id = $1`,
      [id, postedAt, actor.id, evidence.trim(), commandId],
    );
    await this.withdraw.reportRemoved(tx, caseId);
  }
}

/** People write times to the minute. */
const millisecondsPerMinute = 60_000;

async function wasDone(tx: Tx, caseId: string, channel: string, commandId: string): Promise<boolean> {
  const rows = await tx.query(
    'select from channel_posting where case_id = $1 and channel = $2 and $3::uuid in (confirm_command, take_down_command)',
    [caseId, channel, commandId],
  );
  return rows.length > 0;
}

/** When the step was taken that asked for the posting; a release counts from its release time. */
async function approvedAtOf(tx: Tx, { caseId, seq }: ChannelPosting): Promise<Date> {
  const [event] = await tx.query<{ at: Date }>(
    `select least(recorded_at, (body ->> 'occurredAt')::timestamptz) as at from event where case_id = $1 and seq = $2`,
    [caseId, seq],
  );
  return event?.at ?? new Date(0);
}
