import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SignedIn } from '../access/sessions.js';
import type { CaseAnswer } from '../cases/case-answer.js';
import type { DocumentView, ReadCase } from '../cases/read-case.js';
import { NotFound } from '../cases/refused.js';
import { storeFault, type ByteStore } from '../documents/byte-store.js';
import { clearStaleStaging, stagingName } from '../documents/clear-stale-staging.js';
import { isAccepted, type AcceptedFormat } from '../documents/document-kinds.js';
import { sniffType } from '../documents/sniff-type.js';
import type { UploadDocument } from '../documents/upload-document.js';
import type { FileValue } from '../engine/case-file.js';
import { maskText, type MaskKind } from './mask-text.js';
import { nameCoveredCopy } from './name-covered-copy.js';
import type { RedactInWorker } from './redact-in-worker.js';
import { RedactionRefused, type RedactionReason } from './redaction-reasons.js';
import type { RedactionNotice, RedactionReport, RedactionSpan } from './redaction-report.js';

/** A text to cover, with its mask, or with the kind that has a usual mask; without either nothing of it is shown. */
export interface AskedSpan {
  find: string;
  kind?: MaskKind | undefined;
  mask?: string | undefined;
}

export interface RedactionOrder {
  caseId: string;
  document: string;
  /** Where the covered copy goes; by default the field of the document. */
  field?: string | undefined;
  spans: readonly AskedSpan[];
  commandId: string;
}

export interface RedactedDocument {
  file: FileValue;
  report: RedactionReport;
  case: CaseAnswer;
}

/**
 * Makes a covered copy of a file of a case (区分处理, 2019 Regulations art. 37) and brings it in as any upload: by the
 * action that edits the present step, to be searched and cleared anew. The file that it was made from stays on record.
 */
export class RedactDocument {
  /** @param workFolder for the files of a redaction under way; the bytes in it are not covered yet */
  constructor(
    private readonly readCase: ReadCase,
    private readonly uploadDocument: UploadDocument,
    private readonly store: ByteStore,
    private readonly redactor: RedactInWorker,
    private readonly workFolder: string,
  ) {}

  /**
   * @throws NotFound for whoever may not see the case · RedactionRefused, RedactionFailed, UploadRefused, CommandRefused
   * with every reason and nothing kept
   */
  async run(order: RedactionOrder, person: SignedIn): Promise<RedactedDocument> {
    const source = await this.sourceOf(order, person);
    const folder = join(this.workFolder, stagingName());
    try {
      await this.makeFolder(folder);
      const [path, out] = [join(folder, 'source'), join(folder, 'covered')];
      await this.copySource(source, path);
      const kind = await kindOf(path, source);
      const report = await this.redactor.run({ path, kind, spans: order.spans.map(maskedSpan), out });
      const brought = await this.bringIn(order, source, out, person);
      const notices = [...report.notices, ...(await this.listNotices(order, source, person))];
      return { ...brought, report: { ...report, notices } };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async sourceOf({ caseId, document }: RedactionOrder, person: SignedIn): Promise<DocumentView> {
    const found = (await this.readCase.documents(caseId, person)).find(({ id }) => id === document);
    if (!found) throw new NotFound('document', document);
    return found;
  }

  /** What a killed process left is uncovered text, so it goes at the next occasion. */
  private async makeFolder(folder: string): Promise<void> {
    await mkdir(this.workFolder, { recursive: true, mode: 0o700 });
    await clearStaleStaging(this.workFolder);
    await mkdir(folder, { mode: 0o700 });
  }

  private async copySource({ sha256 }: DocumentView, path: string): Promise<void> {
    const bytes = await this.store.open(sha256);
    await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 })).catch((error: unknown) => {
      throw storeFault(error);
    });
  }

  private async bringIn(
    { caseId, field, commandId }: RedactionOrder,
    source: DocumentView,
    out: string,
    person: SignedIn,
  ): Promise<{ file: FileValue; case: CaseAnswer }> {
    const content = createReadStream(out);
    const upload = {
      caseId,
      field: field ?? source.field,
      name: nameCoveredCopy(source.name),
      declaredType: source.mediaType,
      content,
      commandId,
      data: {},
    };
    try {
      return await this.uploadDocument.run(upload, person);
    } finally {
      content.destroy();
    }
  }

  /** A field of several files takes the copy in beside what it was made from, which would be published with it. */
  private async listNotices(
    { caseId, field }: RedactionOrder,
    source: DocumentView,
    person: SignedIn,
  ): Promise<RedactionNotice[]> {
    const { stored } = await this.readCase.open(caseId, person);
    const value = stored.file.fields[field ?? source.field];
    const listed = Array.isArray(value) ? value.filter((one) => typeof one === 'object') : [];
    return listed.some(({ file }) => file === source.id) ? [originalListed] : [];
  }
}

function maskedSpan({ find, kind, mask }: AskedSpan): RedactionSpan {
  return { find, mask: mask ?? maskText(kind ?? 'other', find) };
}

/** A table and a text differ by a guess only; then what the upload was called decides. */
async function kindOf(path: string, { mediaType }: DocumentView): Promise<AcceptedFormat> {
  const { format } = await sniffType(path);
  if (!isAccepted(format)) throw new RedactionRefused([unknownKind]);
  return format === 'text' && mediaType === 'text/csv' ? 'csv' : format;
}

const unknownKind: RedactionReason = {
  code: 'kind-unknown',
  zh: '无法识别文件格式，不能遮盖。请另存为 PDF、DOCX 或文本，上传后再遮盖。',
  en: 'The format of the file is not known, so nothing in it can be covered. Save it as PDF, DOCX or text and upload that.',
};

const originalListed: RedactionNotice = {
  code: 'original-listed',
  zh: '遮盖前的原文件仍列在同一栏内，会一并公开。报批前请从该栏中移除原文件。',
  en: 'The file as it was before is still listed in the same field and would be published with it. Take it off the list before you submit.',
};
