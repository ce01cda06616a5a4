import type { Readable } from 'node:stream';
import type { SignedIn } from '../access/sessions.js';
import { type ActOnCase } from '../cases/act-on-case.js';
import type { CaseAnswer } from '../cases/case-answer.js';
import { mustRead } from '../cases/case-store.js';
import { CommandRefused, NotFound } from '../cases/refused.js';
import { type Definitions } from '../definitions/definitions.js';
import type { FileValue } from '../engine/case-file.js';
import { isFileValue } from '../engine/check-fields.js';
import { reason } from '../engine/reasons.js';
import { type Transactions, type Tx } from '../platform/transactions.js';
import type { ByteStore } from './byte-store.js';
import type { KeepDocuments } from './keep-documents.js';
import { receiveUpload } from './receive-upload.js';
import { defaultUploadLimits } from './upload-limits.js';

export interface Upload {
  caseId: string;
  field: string;
  name: string;
  declaredType: string;
  content: Readable;
  commandId: string;
  /** The action that takes the file; by default the one that edits the present step. */
  action?: string;
  /** What else the action needs, said together with the file. */
  data: Record<string, unknown>;
}

/** Brings a file into a field of a case: first the bytes, checked and stored, then one transaction that makes them the case's. */
export class UploadDocument {
  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly actOnCase: ActOnCase,
    private readonly store: ByteStore,
    private readonly documents: KeepDocuments,
  ) {}

  /** @throws UploadRefused, CommandRefused with every reason; nothing is on record then */
  async run(upload: Upload, person: SignedIn): Promise<{ file: FileValue; case: CaseAnswer }> {
    const { caseId, field, name, declaredType, content } = upload;
    const received = await receiveUpload(this.store, content, {
      name,
      declaredType,
      limits: defaultUploadLimits,
    });
    return this.transactions.run(async (tx) => {
      const known = await tx.query('select from cases where id = $1 for update', [caseId]);
      if (known.length === 0) throw new NotFound('case', caseId);
      const place = await this.placeFor(tx, upload);
      const file = await this.documents.register(
        tx,
        { caseId, field, name: received.name, mediaType: received.mediaType, by: person.id },
        received,
      );
      const data = { ...upload.data, [field]: place.isList ? [...place.present, file] : file };
      const answer = await this.actOnCase.runWithin(
        tx,
        caseId,
        { kind: 'act', action: place.action, data },
        person,
        upload.commandId,
      );
      return { file, case: answer };
    });
  }

  private async placeFor(
    tx: Tx,
    { caseId, field, action }: Upload,
  ): Promise<{ action: string; isList: boolean; present: FileValue[] }> {
    const { file } = await mustRead(tx, caseId);
    const definition = this.definitions.get(file.type, file.version);
    const kind = definition.form[field]?.kind;
    if (kind !== 'file' && kind !== 'files')
      throw new CommandRefused([reason('unknown-field', { field: definition.form[field]?.zh ?? field })]);
    const state = definition.states[file.state];
    const editing = Object.entries(state?.on ?? {}).find(
      ([, { to, sets }]) => to === file.state && sets.includes(field),
    );
    const chosen = action ?? editing?.[0];
    if (chosen === undefined)
      throw new CommandRefused([reason('unknown-field', { field: definition.form[field]?.zh ?? field })]);
    const present = file.fields[field];
    return {
      action: chosen,
      isList: kind === 'files',
      present: Array.isArray(present) ? (present as unknown[]).filter(isFileValue) : [],
    };
  }
}
