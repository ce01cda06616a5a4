import type { Tx } from '../../platform/transactions.js';

export interface SubmissionRow {
  id: string;
  quarter: string;
  recipient: string;
  version: number;
  kind: 'package' | 'nil-return';
  caseId: string;
  state: 'building' | 'packed' | 'sent' | 'receipted' | 'rejected';
  directory: string | null;
  packageSha256: string | null;
  previousSha256: string | null;
  itemCount: number;
}

export const submissionColumns = `id, quarter, recipient, version, kind, case_id as "caseId", state, directory, package_sha256 as "packageSha256",
  previous_sha256 as "previousSha256", item_count as "itemCount"`;

/** The newest submission of a quarter to a recipient. */
export async function newestSubmission(
  tx: Tx,
  quarter: string,
  recipient: string,
): Promise<SubmissionRow | null> {
  const rows = await tx.query<SubmissionRow>(
    `select ${submissionColumns} from archive_submission where quarter = $1 and recipient = $2 order by version desc limit 1`,
    [quarter, recipient],
  );
  return rows[0] ?? null;
}

/** The newest submission that a delivery case accompanies. */
export async function submissionOfCase(tx: Tx, caseId: string): Promise<SubmissionRow | null> {
  const rows = await tx.query<SubmissionRow>(
    `select ${submissionColumns} from archive_submission where case_id = $1 order by version desc limit 1`,
    [caseId],
  );
  return rows[0] ?? null;
}

export interface DueItem {
  caseId: string;
  seals: Record<string, string>;
}

/** What is published by the end of a quarter and not handed over to this recipient in these very contents. */
const dueText = `
select p.case_id as "caseId", jsonb_object_agg(p.field, p.seal) as seals
from publication p join cases c on c.id = p.case_id and c.exposed ->> p.field = p.seal
where p.taken_down_at is null and p.posted_at < $1
group by p.case_id
having not exists (
  select from archive_item i where i.case_id = p.case_id and i.recipient = $2 and i.state <> 'rejected' and i.seals @> jsonb_object_agg(p.field, p.seal))
order by min(p.posted_at), p.case_id`;

/** @param endsAt the instant at which the quarter ends */
export function dueItems(tx: Tx, endsAt: string, recipient: string): Promise<DueItem[]> {
  return tx.query<DueItem>(dueText, [endsAt, recipient]);
}

/** A delivery that was sent back is replaced; a first one, or one beside it, is packed. */
export async function wasSentBack(tx: Tx, { caseId, version }: SubmissionRow): Promise<boolean> {
  return (
    (await tx.query('select from archive_submission where case_id = $1 and version < $2', [caseId, version]))
      .length > 0
  );
}

export async function lastSealOf(tx: Tx, recipient: string): Promise<string | null> {
  const rows = await tx.query<{ seal: string }>(
    'select package_sha256 as seal from archive_submission where recipient = $1 and package_sha256 is not null order by created_at desc limit 1',
    [recipient],
  );
  return rows[0]?.seal ?? null;
}

export async function insertSubmission(
  tx: Tx,
  submission: SubmissionRow,
  items: readonly DueItem[],
  madeBy: string,
): Promise<void> {
  const { id, quarter, recipient, version, kind, caseId, previousSha256, itemCount } = submission;
  await tx.query(
    `insert into archive_submission (id, quarter, recipient, version, kind, case_id, state, previous_sha256, item_count, created_at, made_by)
     values ($1, $2, $3, $4, $5, $6, 'building', $7, $8, business_now(), $9)`,
    [id, quarter, recipient, version, kind, caseId, previousSha256, itemCount, madeBy],
  );
  for (const { caseId: item, seals } of items) {
    await tx.query(
      `insert into archive_item (submission_id, case_id, recipient, seals, state) values ($1, $2, $3, $4, 'sent')`,
      [id, item, recipient, JSON.stringify(seals)],
    );
  }
}
