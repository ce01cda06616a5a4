import type { FileValue } from '../engine/case-file.js';
import { commandIdOf } from '../platform/command-id.js';
import type { Tx } from '../platform/transactions.js';

interface UploadCommand {
  caseId: string;
  field: string;
  commandId: string;
}

export interface EarlierUpload {
  /** The action by which it went into the case. */
  action: string;
  file: FileValue;
}

/** The id of the document that a command brings into a field: the same at every attempt. */
export function documentIdOf({ caseId, commandId, field }: UploadCommand): string {
  return commandIdOf('document', `${caseId}:${commandId}:${field}`);
}

/** A sender that lost our answer sends again under the same id: what came of it stands in the ledger. */
export async function findEarlierUpload(tx: Tx, upload: UploadCommand): Promise<EarlierUpload | null> {
  const [row] = await tx.query<FileValue & { action: string }>(
    `select e.body ->> 'action' as action, d.id::text as file, d.sha256, d.name, b.media_type as "mediaType", b.size_bytes as "sizeBytes"
     from event e join document d on d.case_id = e.case_id and d.id = $3 join stored_bytes b using (sha256)
     where e.command_id = $1 and e.case_id = $2`,
    [upload.commandId, upload.caseId, documentIdOf(upload)],
  );
  if (!row) return null;
  const { action, ...file } = row;
  return { action, file };
}
