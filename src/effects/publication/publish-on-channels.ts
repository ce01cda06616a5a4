import { readOne, type StoredCase } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import { issueIndexNumber, type IndexNumberPlan } from '../../documents/issue-index-number.js';
import { dateOfInstant } from '../../engine/days.js';
import type { PendingEffect } from '../../outbox/effect-registry.js';
import { Fault } from '../../platform/faults.js';
import { zoneOffsetMinutes } from '../../platform/time.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import type { ChooseChannels, ChosenChannel } from './choose-channels.js';
import { postPages } from './portal-pages.js';
import { lockCaseRow, readPostings, retire } from './posting-rows.js';
import type { ReportPosted } from './report-posted.js';
import { askByHand, escalatePosting } from './tell-people.js';
import { reportedAs, sealsToPost } from './wanted-posting.js';

/**
 * Begins the posting of what the next step makes public: one row for each channel. The portal is in this database, so it
 * is posted and confirmed here; where it is the only one required, the case is told in the same transaction.
 */
export class PublishOnChannels {
  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly chooseChannels: ChooseChannels,
    private readonly reportPosted: ReportPosted,
    private readonly place: { baseUrl: string; indexNumbers: IndexNumberPlan },
  ) {}

  /** @param fact the outward action that this posting is, for example `posted` */
  async run(effect: PendingEffect, fact: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await lockCaseRow(tx, effect.caseId);
      const found = await readOne(tx, effect.caseId);
      if (!found) throw new Fault(`case ${effect.caseId} of effect ${effect.id} does not exist`);
      const { stored, now } = found;
      const definition = this.definitions.get(stored.file.type, stored.file.version);
      const action = reportedAs(definition, stored.file, fact);
      if (!action) return; // recalled, taken down or posted already: nothing is left to post
      await this.supersede(tx, effect, fact);
      const seals = sealsToPost(definition, stored.file, action);
      const asked = { seq: effect.seq, fact, seals };
      for (const channel of this.chooseChannels.run(definition, stored.file))
        await this.begin(tx, stored, asked, channel, now);
      await this.reportPosted.run(tx, stored.id, effect.seq);
    });
  }

  /** An earlier round of the same posting that never came to its report gives way to this one. */
  private async supersede(tx: Tx, { caseId, seq }: PendingEffect, fact: string): Promise<void> {
    const earlier = (await readPostings(tx, caseId)).filter(
      (posting) => posting.seq < seq && posting.fact === fact && posting.reportedAt === null,
    );
    for (const posting of earlier)
      await retire(tx, posting, '由新的发布代替 (a later posting takes its place)');
  }

  private async begin(
    tx: Tx,
    stored: StoredCase,
    { seq, fact, seals }: { seq: number; fact: string; seals: Record<string, string> },
    { name, kind, isRequired, isSwitchedOn }: ChosenChannel,
    now: Date,
  ): Promise<void> {
    const [row] = await tx.query<{ id: number }>(
      `insert into channel_posting (case_id, seq, fact, channel, kind, is_required, seals, state, checked_seq)
       values ($1, $2, $3, $4, $5, $6, $7, 'queued', $8) on conflict do nothing returning id`,
      [stored.id, seq, fact, name, kind, isRequired, JSON.stringify(seals), stored.seq],
    );
    if (!row) return; // an earlier run of this effect made it
    const posting = { id: row.id, caseId: stored.id, seq };
    if (kind === 'portal') await this.postOnPortal(tx, stored, seals, row.id, now);
    else if (!isSwitchedOn) {
      const why = '本单位未启用该渠道，请联系系统管理员 (this bureau has not switched the channel on)';
      await tx.query(`update channel_posting set state = 'failed', last_error = $2 where id = $1`, [
        row.id,
        why,
      ]);
      await escalatePosting(tx, posting);
    } else if (kind === 'manual') await askByHand(tx, posting);
  }

  private async postOnPortal(
    tx: Tx,
    stored: StoredCase,
    seals: Record<string, string>,
    id: number,
    now: Date,
  ): Promise<void> {
    const postedOn = dateOfInstant(now.toISOString(), zoneOffsetMinutes);
    const indexNumber = await issueIndexNumber(tx, this.place.indexNumbers, { caseId: stored.id, postedOn });
    await postPages(tx, stored, seals, { indexNumber, at: now });
    await tx.query(
      `update channel_posting set state = 'confirmed', address = $2, evidence = $2, posted_at = $3, confirmed_at = $3, confirmed_by = 'system' where id = $1`,
      [id, `${this.place.baseUrl}/public/items/${stored.id}`, now],
    );
  }
}
