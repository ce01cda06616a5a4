import type { Pool } from 'pg';
import { endOfDate } from '../../engine/days.js';
import { parseQuarter } from '../../engine/quarter.js';
import { RequestFault } from '../../platform/faults.js';
import { zoneOffsetMinutes } from '../../platform/time.js';
import { submissionColumns } from './submission-rows.js';

export interface Proof {
  quarter: string;
  recipient: string;
  published: number;
  handedOver: number;
  /** Sent and not yet signed for. */
  awaited: string[];
  /** Published and in no package: must be empty once the quarter is done. */
  missing: string[];
  isComplete: boolean;
}

const proofText = `
select c.number, coalesce((select i.state from archive_item i where i.case_id = p.case_id and i.recipient = $2 and i.state <> 'rejected' and i.seals @> jsonb_object_agg(p.field, p.seal)), 'missing') as state
from publication p join cases c on c.id = p.case_id where p.taken_down_at is null and p.posted_at < $1 group by p.case_id, c.number order by c.number`;

/** Views of the hand-overs. */
export class ReadSubmissions {
  constructor(private readonly pool: Pool) {}

  async all(): Promise<unknown> {
    const text = `select ${submissionColumns}, created_at as "createdAt", sent_at as "sentAt", receipted_at as "receiptedAt", receipt from archive_submission order by created_at desc limit 200`;
    return { submissions: (await this.pool.query(text)).rows };
  }

  /** Published by the end of the quarter, compared item by item with what was signed for. */
  async proof(quarterName: string, recipient: string): Promise<Proof> {
    const quarter = parseQuarter(quarterName ?? '');
    if (!quarter)
      throw new RequestFault([`“${quarterName}”不是季度，应写作 2016Q3 (a quarter is written like 2016Q3)`]);
    const { rows } = await this.pool.query<{ number: string; state: string }>(proofText, [
      endOfDate(quarter.endsOn, zoneOffsetMinutes),
      recipient,
    ]);
    const numbers = (state: string) => rows.filter((row) => row.state === state).map(({ number }) => number);
    const [awaited, missing] = [numbers('sent'), numbers('missing')];
    return {
      quarter: quarter.name,
      recipient,
      published: rows.length,
      handedOver: numbers('accepted').length,
      awaited,
      missing,
      isComplete: awaited.length + missing.length === 0,
    };
  }
}
