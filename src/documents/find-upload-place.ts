import { mustRead } from '../cases/case-store.js';
import { CommandRefused } from '../cases/refused.js';
import type { Definitions } from '../definitions/definitions.js';
import type { FileValue } from '../engine/case-file.js';
import { filesIn } from '../engine/check-fields.js';
import { acceptedKinds, type FileKind } from '../engine/definition.js';
import { reason } from '../engine/reasons.js';
import type { Tx } from '../platform/transactions.js';

/** Where in a case a file goes. */
export interface UploadPlace {
  /** The action that takes it. */
  action: string;
  accepts: readonly FileKind[];
  /** The files of a field that takes several; null for a field that takes one. */
  present: FileValue[] | null;
  /** What the files of the case have together, older versions included. */
  usedBytes: number;
}

/**
 * @param action by default the one that edits the present step
 * @throws CommandRefused when no field of that name takes a file here and now
 */
export async function findUploadPlace(
  tx: Tx,
  definitions: Definitions,
  { caseId, field, action }: { caseId: string; field: string; action?: string },
): Promise<UploadPlace> {
  const { file } = await mustRead(tx, caseId);
  const definition = definitions.get(file.type, file.version);
  const asked = definition.form[field];
  const editing = Object.entries(definition.states[file.state]?.on ?? {}).find(
    ([, { to, sets }]) => to === file.state && sets.includes(field),
  );
  const chosen = action ?? editing?.[0];
  if ((asked?.kind !== 'file' && asked?.kind !== 'files') || chosen === undefined)
    throw new CommandRefused([reason('unknown-field', { field: asked?.zh ?? field })]);
  const value = file.fields[field];
  return {
    action: chosen,
    accepts: acceptedKinds(asked),
    present: asked.kind === 'files' ? filesIn(value) : null,
    usedBytes: await usedBytesOf(tx, caseId),
  };
}

async function usedBytesOf(tx: Tx, caseId: string): Promise<number> {
  const [row] = await tx.query<{ used: number }>(
    'select coalesce(sum(size_bytes), 0)::bigint as used from document join stored_bytes using (sha256) where case_id = $1',
    [caseId],
  );
  return row?.used ?? 0;
}
