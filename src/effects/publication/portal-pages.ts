import { type StoredCase } from '../../cases/case-store.js';
import { canonicalJson } from '../../engine/canonical-json.js';
import { sealedPart } from '../../engine/seals.js';
import type { Tx } from '../../platform/transactions.js';

const insertText = `
insert into publication (case_id, field, seal, canonical, index_number, posted_at) values ($1, $2, $3, $4, $5, $6)
on conflict (case_id, field, seal) do update set taken_down_at = null, taken_down_why = null`;

/**
 * Puts exactly the sealed fields on the portal; an earlier text of the same field gives its place to the new one. The
 * database compares each text with its clearance once more.
 * @param indexNumber (索引号) the case's own, the same at every posting
 */
export async function postPages(
  tx: Tx,
  { id, file }: StoredCase,
  seals: Readonly<Record<string, string>>,
  { indexNumber, at }: { indexNumber: string; at: Date },
): Promise<void> {
  for (const [field, seal] of Object.entries(seals)) {
    const value = file.fields[field];
    if (value !== undefined)
      await tx.query(insertText, [id, field, seal, canonicalJson(sealedPart(value)), indexNumber, at]);
  }
  await tx.query(
    `update publication set taken_down_at = $3, taken_down_why = '已由更正后的文本代替 (replaced by the corrected text)'
     where case_id = $1 and taken_down_at is null and $2::jsonb ? field and $2::jsonb ->> field <> seal`,
    [id, JSON.stringify(seals), at],
  );
}

/** Brings back what the case exposes: a correction that was posted and then held leaves the earlier text in its place. */
export async function restorePages(
  tx: Tx,
  caseId: string,
  exposed: Readonly<Record<string, string>>,
): Promise<void> {
  await tx.query(
    `update publication set taken_down_at = null, taken_down_why = null
     where case_id = $1 and taken_down_at is not null and $2::jsonb ->> field = seal`,
    [caseId, JSON.stringify(exposed)],
  );
}

/** Takes down what a case has on the portal and does not expose; with its reason it stays on record. */
export async function takeDownPages(
  tx: Tx,
  caseId: string,
  kept: Readonly<Record<string, string>>,
  why: string,
): Promise<void> {
  await tx.query(
    `update publication set taken_down_at = business_now(), taken_down_why = $3
     where case_id = $1 and taken_down_at is null and ($2::jsonb ->> field) is distinct from seal`,
    [caseId, JSON.stringify(kept), why],
  );
}

export async function indexNumberOf(tx: Tx, caseId: string): Promise<string> {
  const [row] = await tx.query<{ indexNumber: string }>(
    'select index_number as "indexNumber" from publication where case_id = $1 limit 1',
    [caseId],
  );
  return row?.indexNumber ?? '';
}
