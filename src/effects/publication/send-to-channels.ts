import type { Pool } from 'pg';
import { CommandRefused } from '../../cases/refused.js';
import { readOne } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import type { ChannelKind } from '../../definitions/load-channels.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import type { ChannelAdapter, ChannelOutcome, ChannelPosting, Outgoing } from './channel-posting.js';
import { composeOutgoing } from './compose-outgoing.js';
import { indexNumberOf } from './portal-pages.js';
import { claimText, lockCaseRow, postingColumns, retire } from './posting-rows.js';
import type { SettlePosting } from './settle-posting.js';
import { reasonAgainst } from './wanted-posting.js';
import { escalatePosting } from './tell-people.js';

export type Adapters = Partial<Record<ChannelKind, ChannelAdapter>>;
/** What sending stands on. */
export interface SendingParts {
  pool: Pool;
  transactions: Transactions;
  definitions: Definitions;
  settle: SettlePosting;
  baseUrl: string;
}
type Claimed = ChannelPosting & { claimedAt: Date };

/**
 * Carries each posting one step further on its channel. A lease is held meanwhile, never a transaction, and before every
 * step the case is asked again: what is sent are the cleared bytes of a case that still wants them out.
 */
export class SendToChannels {
  constructor(
    private readonly parts: SendingParts,
    private readonly adapters: Adapters,
    private readonly onTrouble: (posting: ChannelPosting, why: string) => void,
  ) {}

  /** @returns how many postings were carried a step further */
  async run(): Promise<number> {
    const { rows } = await this.parts.pool.query<Claimed>(claimText, [Object.keys(this.adapters)]);
    await Promise.all(rows.map((posting) => this.step(posting)));
    return rows.length;
  }

  private async step(claimed: Claimed): Promise<void> {
    const outgoing = await this.parts.transactions.run((tx) => this.prepare(tx, claimed));
    if (!outgoing) return;
    const outcome = await this.ask(outgoing);
    if (outcome.kind === 'retry' || outcome.kind === 'failed') this.onTrouble(outgoing.posting, outcome.why);
    try {
      await this.parts.transactions.run((tx) => this.parts.settle.run(tx, outgoing.posting, outcome));
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      const why = `渠道已确认，但本件不能登记为已发布：${error.message} (posted, but the case refuses the report)`;
      await this.parts.transactions.run((tx) =>
        this.parts.settle.run(tx, outgoing.posting, { kind: 'failed', why }),
      );
    }
  }

  /** Under the lock of the case: is it still wanted, exactly so? From here on something may have been sent. */
  private async prepare(tx: Tx, claimed: Claimed): Promise<Outgoing | null> {
    await lockCaseRow(tx, claimed.caseId);
    const [posting] = await tx.query<ChannelPosting>(
      `select ${postingColumns} from channel_posting p where p.id = $1 and p.fence = $2 and p.state in ('queued', 'posting', 'taking-down')`,
      [claimed.id, claimed.fence],
    );
    const found = await readOne(tx, claimed.caseId);
    if (!posting || !found) return null;
    const { file } = found.stored;
    const definition = this.parts.definitions.get(file.type, file.version);
    const isTakingDown = posting.state === 'taking-down';
    const why = isTakingDown ? null : reasonAgainst(definition, file, posting);
    if (why !== null) {
      await retire(tx, posting, why);
      await tx.query('update channel_posting set lease_until = null where id = $1', [posting.id]);
      if (definition.states[file.state]?.on[posting.fact]) await escalatePosting(tx, posting); // the case waits for it in vain
      return null;
    }
    if (!isTakingDown)
      await tx.query(`update channel_posting set state = 'posting' where id = $1`, [posting.id]);
    return composeOutgoing(
      isTakingDown ? posting : { ...posting, state: 'posting' },
      found.stored,
      definition,
      {
        baseUrl: this.parts.baseUrl,
        indexNumber: await indexNumberOf(tx, posting.caseId),
        sentAt: claimed.claimedAt,
      },
    );
  }

  private async ask(outgoing: Outgoing): Promise<ChannelOutcome> {
    const adapter = this.adapters[outgoing.posting.kind];
    if (!adapter) return { kind: 'failed', why: '没有可用的渠道程序 (nothing posts on this channel)' };
    try {
      return await (outgoing.posting.state === 'taking-down'
        ? adapter.takeDown(outgoing)
        : adapter.post(outgoing));
    } catch (error) {
      return { kind: 'retry', why: error instanceof Error ? error.message : String(error) };
    }
  }
}
