import type { FieldValue, FileValue } from '../engine/case-file.js';
import { isFileValue } from '../engine/check-fields.js';
import { reason, type Reason } from '../engine/reasons.js';
import type { Tx } from '../platform/transactions.js';

/**
 * A file in the data of a command must be one that was uploaded to this very case: nobody brings a digest of bytes that
 * they never had, and with them somebody else's draft.
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
      : await tx.query<{ id: string; sha256: string; name: string }>(
          'select id::text, sha256, name from document where case_id = $1 and id::text = any ($2)',
          [caseId, ids],
        );
  return named
    .filter(
      ({ file }) =>
        !known.some(
          ({ id, sha256, name }) => id === file.file && sha256 === file.sha256 && name === file.name,
        ),
    )
    .map(({ field }) =>
      reason('bad-value', {
        field,
        title: field,
        why: '请先把文件上传到本件',
        whyEn: 'upload the file to this case first',
      }),
    );
}

function filesIn(value: unknown): FileValue[] {
  if (Array.isArray(value)) return (value as FieldValue[]).filter(isFileValue);
  return isFileValue(value) ? [value] : [];
}
