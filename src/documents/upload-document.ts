import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { SignedIn } from '../access/sessions.js';
import { type ActOnCase } from '../cases/act-on-case.js';
import type { CaseAnswer } from '../cases/case-answer.js';
import { CommandRefused, NotFound } from '../cases/refused.js';
import { type Definitions } from '../definitions/definitions.js';
import type { FileValue } from '../engine/case-file.js';
import { reason } from '../engine/reasons.js';
import { type Transactions, type Tx } from '../platform/transactions.js';
import type { ByteStore } from './byte-store.js';
import { documentIdOf, findEarlierUpload, type EarlierUpload } from './find-earlier-upload.js';
import { findUploadPlace, type UploadPlace } from './find-upload-place.js';
import type { KeepDocuments } from './keep-documents.js';
import { receiveUpload, type ReceivedUpload } from './receive-upload.js';
import { limitsOfField, type UploadLimits } from './upload-limits.js';
import { UploadPostponed } from './upload-reasons.js';
import type { VirusScan } from './virus-scan.js';

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

/** What an upload must pass before it is kept. */
export interface UploadGate {
  limits: UploadLimits;
  /** Null: nobody scans. */
  scan: VirusScan | null;
  log: Logger;
}

/** Brings a file into a field of a case: first the bytes, checked and stored, then one transaction that makes them the case's. */
export class UploadDocument {
  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly actOnCase: ActOnCase,
    private readonly store: ByteStore,
    private readonly documents: KeepDocuments,
    private readonly gate: UploadGate,
  ) {}

  /** @throws UploadRefused, UploadPostponed, CommandRefused with every reason; nothing is on record then */
  async run(upload: Upload, person: SignedIn): Promise<{ file: FileValue; case: CaseAnswer }> {
    const place = await this.transactions.run((tx) => this.findPlace(tx, upload)); // before gigabytes are received
    const received = await this.receive(upload, place);
    return this.transactions.run((tx) => this.record(tx, upload, received, person));
  }

  private async receive(
    { name, declaredType, content, caseId }: Upload,
    place: UploadPlace,
  ): Promise<ReceivedUpload> {
    const limits = limitsOfField(this.gate.limits, place.accepts, place.usedBytes);
    const offer = { name, declaredType, limits, scan: this.gate.scan };
    return receiveUpload(this.store, content, offer).catch((error: unknown) => {
      if (error instanceof UploadPostponed)
        this.gate.log.error(
          { err: error.cause, case: caseId, why: error.message },
          'an upload could not be scanned',
        );
      throw error;
    });
  }

  /** The case may have moved on while the bytes came: what they are for is looked up again, under its lock. */
  private async record(
    tx: Tx,
    upload: Upload,
    received: ReceivedUpload,
    person: SignedIn,
  ): Promise<{ file: FileValue; case: CaseAnswer }> {
    const { caseId, field, commandId } = upload;
    const { action, present, earlier } = await this.findPlace(tx, upload, 'for update');
    const file = await this.fileOf(tx, upload, received, earlier, person);
    // At a repetition the list has the file, and perhaps later ones: the command is the same with those before it.
    const at = present?.findIndex((one) => one.file === file.file) ?? -1;
    const others = at === -1 ? present : (present?.slice(0, at) ?? null);
    const data = { ...upload.data, [field]: others === null ? file : [...others, file] };
    const command = { kind: 'act' as const, action, data };
    return { file, case: await this.actOnCase.runWithin(tx, caseId, command, person, commandId) };
  }

  /** The file that the command brought before, when it is the same; otherwise a new version. */
  private async fileOf(
    tx: Tx,
    upload: Upload,
    { name, mediaType, sha256, sizeBytes }: ReceivedUpload,
    earlier: EarlierUpload | null,
    person: SignedIn,
  ): Promise<FileValue> {
    const isSame = earlier?.file.sha256 === sha256 && earlier.file.name === name;
    if (isSame) return { ...earlier.file, mediaType };
    if (earlier) throw new CommandRefused([reason('command-reused', { commandId: upload.commandId })]);
    const { caseId, field } = upload;
    const kept = { caseId, field, name, mediaType, by: person.id };
    return this.documents.register(tx, kept, { sha256, sizeBytes }, documentIdOf(upload));
  }

  private async findPlace(
    tx: Tx,
    upload: Upload,
    lock: 'for update' | '' = '',
  ): Promise<UploadPlace & { earlier: EarlierUpload | null }> {
    const known = await tx.query(`select from cases where id = $1 ${lock}`, [upload.caseId]);
    if (known.length === 0) throw new NotFound('case', upload.caseId);
    const earlier = await findEarlierUpload(tx, upload);
    const action = upload.action ?? earlier?.action;
    const asked = { caseId: upload.caseId, field: upload.field, ...(action === undefined ? {} : { action }) };
    return { ...(await findUploadPlace(tx, this.definitions, asked)), earlier };
  }
}
