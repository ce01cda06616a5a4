import { filesIn } from '../engine/check-fields.js';
import { reason, type Reason } from '../engine/reasons.js';
import type { Tx } from '../platform/transactions.js';

/**
 * A file in the data of a command must be one that was uploaded to this very field of this very case: nobody brings a
 * digest of bytes that they never had, and with them somebody else's draft, nor a film where only documents are taken.
 */
export async function checkFiles(
  tx: Tx,
  caseId: string | null,
  data: Record<string, unknown>,
): Promise<Reason[]> {
  const named = Object.entries(data).flatMap(([field, value]) =>
    filesIn(value).map((file) => ({ field, file })),
  );
  if (named.length === 0) return [];
  const ids = named.map(({ file }) => file.file);
  const known =
    caseId === null
      ? []
      : await tx.query<{ id: string; sha256: string; name: string; field: string }>(
          'select id::text, sha256, name, field from document where case_id = $1 and id::text = any ($2)',
          [caseId, ids],
        );
  return named
    .filter(
      ({ field, file }) =>
        !known.some(
          (kept) =>
            kept.id === file.file &&
            kept.sha256 === file.sha256 &&
            kept.name === file.name &&
            kept.field === field,
        ),
    )
    .map(({ field }) =>
      reason('bad-value', {
        field,
        title: field,
        why: '请先把文件上传到本件的这一项',
        whyEn: 'upload the file to this field of this case first',
      }),
    );
}
