import { NotFound } from '../../cases/refused.js';
import { RequestFault } from '../../platform/faults.js';
import { type Transactions } from '../../platform/transactions.js';
import { lockCaseRow, readPostings } from './posting-rows.js';

/** A person has looked at what failed, a wrong setting for example, and sends it on its way again, under its old key. */
export class RetryPosting {
  constructor(private readonly transactions: Transactions) {}

  /** @throws NotFound, RequestFault when nothing failed there */
  run(caseId: string, channel: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      await lockCaseRow(tx, caseId);
      const postings = (await readPostings(tx, caseId)).filter((one) => one.channel === channel);
      const newest = postings.at(-1);
      if (!newest) throw new NotFound('channel', channel);
      const failed = postings.find(({ state }) => state === 'failed' || state === 'take-down-failed');
      if (!failed)
        throw new RequestFault([
          `该渠道没有失败的发布，当前状态 ${newest.state} (nothing failed there that could be tried again)`,
        ]);
      await tx.query(
        `update channel_posting set attempts = 0, run_at = clock_timestamp(), lease_until = null,
           state = case when state = 'take-down-failed' then 'taking-down' when external_id is null and address is null then 'queued' else 'posting' end
         where id = $1`,
        [failed.id],
      );
    });
  }
}
