import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActOnCase } from '../../cases/act-on-case.js';
import { type Definitions } from '../../definitions/definitions.js';
import { type KeepDocuments } from '../../documents/keep-documents.js';
import type { Actor, FileValue } from '../../engine/case-file.js';
import { systemActor } from '../../engine/case-file.js';
import { endOfDate } from '../../engine/days.js';
import { parseQuarter, type Quarter } from '../../engine/quarter.js';
import { commandIdOf } from '../../platform/command-id.js';
import { RequestFault } from '../../platform/faults.js';
import { type Time, zoneOffsetMinutes } from '../../platform/time.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import type { ArchiveItem, ArchiveSubmission } from './archive-item.js';
import { collectItem } from './collect-item.js';
import { composePackage, packageLabels } from './compose-package.js';
import {
  dueItems,
  insertSubmission,
  lastSealOf,
  newestSubmission,
  wasSentBack,
  type DueItem,
  type SubmissionRow,
} from './submission-rows.js';
import { writeBag } from './write-bag.js';

export const recipients: Record<string, string> = { archives: '市档案馆', library: '市图书馆' };

interface ArchiveParts {
  transactions: Transactions;
  time: Time;
  actOnCase: ActOnCase;
  definitions: Definitions;
  documents: KeepDocuments;
  dataDirectory: string;
}

/**
 * The quarter's hand-over: takes what is published and not handed over, packs it, and moves the delivery case along. Killed
 * anywhere, it is begun again: what it takes is on record before the package is built, and the package counts only when whole.
 */
export class RunQuarter {
  constructor(private readonly parts: ArchiveParts) {}

  /** @returns the submission of the quarter, newly packed or as it was */
  async run(quarterName: string, recipient: string, actor: Actor): Promise<SubmissionRow> {
    const quarter = await this.check(quarterName, recipient);
    const caseId = await this.openDelivery(quarter, recipient, actor);
    const submission = await this.parts.transactions.run((tx) =>
      this.take(tx, quarter, recipient, caseId, actor),
    );
    return submission.state === 'building' ? this.pack(submission, quarter, actor) : submission;
  }

  /** The delivery case of a quarter, opened once whoever asks; its clocks run whether or not anybody packs. */
  async openDelivery(quarter: Quarter, recipient: string, actor: Actor, version = 1): Promise<string> {
    const fields = {
      title: `${quarter.zh}公开信息送交${recipients[recipient] ?? recipient}`,
      quarter: quarter.name,
      quarterEndsOn: quarter.endsOn,
      recipient,
    };
    const commandId = commandIdOf('delivery', `${recipient} ${quarter.name} ${version}`);
    const known = await this.parts.transactions.run((tx) =>
      tx.query<{ id: string }>('select case_id as id from event where command_id = $1', [commandId]),
    );
    if (known[0]) return known[0].id;
    const owner = actor.kind === 'person' ? actor.id : await this.firstArchivist();
    const opened = await this.parts.actOnCase.open(
      'archive-delivery',
      { kind: 'open', owner, section: null, data: fields },
      systemActor,
      commandId,
    );
    return opened.id;
  }

  private async firstArchivist(): Promise<string> {
    const rows = await this.parts.transactions.run((tx) =>
      tx.query<{ id: string }>(
        `select p.id from holding h join person p on p.id = h.person_id where h.role = 'archivist' and p.is_active order by p.id limit 1`,
      ),
    );
    if (!rows[0])
      throw new RequestFault([
        '没有人担任档案员，无法送交；请先指定 (nobody is archivist: appoint one first)',
      ]);
    return rows[0].id;
  }

  private async check(quarterName: string, recipient: string): Promise<Quarter> {
    const quarter = parseQuarter(quarterName);
    const { today } = await this.parts.time.read();
    const faults: string[] = [];
    if (!quarter) faults.push(`“${quarterName}”不是季度，应写作 2016Q3 (a quarter is written like 2016Q3)`);
    else if (quarter.endsOn >= today)
      faults.push(`${quarter.zh}到 ${quarter.endsOn} 才结束，今天是 ${today} (the quarter is not over yet)`);
    if (!(recipient in recipients))
      faults.push(`接收单位只能是 ${Object.keys(recipients).join('、')} (unknown recipient)`);
    if (!quarter || faults.length > 0) throw new RequestFault(faults);
    return quarter;
  }

  /** One run at a time for a quarter and recipient; what it will pack is fixed here. */
  private async take(
    tx: Tx,
    quarter: Quarter,
    recipient: string,
    caseId: string,
    actor: Actor,
  ): Promise<SubmissionRow> {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`archive ${quarter.name} ${recipient}`]);
    const newest = await newestSubmission(tx, quarter.name, recipient);
    const items = await dueItems(tx, endOfDate(quarter.endsOn, zoneOffsetMinutes), recipient);
    const isSettled = newest?.state === 'receipted' && (items.length === 0 || newest.caseId === caseId);
    if (newest && newest.state !== 'rejected' && (newest.state !== 'receipted' || isSettled)) return newest;
    const submission: SubmissionRow = {
      id: randomUUID(),
      quarter: quarter.name,
      recipient,
      version: (newest?.version ?? 0) + 1,
      kind: items.length > 0 ? 'package' : 'nil-return',
      caseId,
      state: 'building',
      directory: null,
      packageSha256: null,
      previousSha256: newest?.packageSha256 ?? (await lastSealOf(tx, recipient)),
      itemCount: items.length,
    };
    await insertSubmission(tx, submission, items, actor.id);
    return submission;
  }

  private async pack(submission: SubmissionRow, quarter: Quarter, actor: Actor): Promise<SubmissionRow> {
    const { transactions, time, dataDirectory } = this.parts;
    // Two runs at once each build their own; the row decides whose counts.
    const place = join(dataDirectory, 'archive', submission.recipient, randomUUID());
    const directory = join(place, `${quarter.name}-v${submission.version}`);
    const described = await transactions.run(async (tx) =>
      this.describe(tx, submission, actor, (await time.read(tx)).today),
    );
    const bag = await writeBag(directory, composePackage(described), packageLabels(described));
    const packed = { ...submission, directory, packageSha256: bag.sealSha256 };
    const settled = await transactions.run((tx) => this.settle(tx, packed, quarter, actor));
    if (settled.directory !== directory) await rm(place, { recursive: true, force: true });
    return settled;
  }

  /** The first run to get here has its package counted; another finds the work done and answers with that. */
  private async settle(
    tx: Tx,
    packed: SubmissionRow & { directory: string },
    quarter: Quarter,
    actor: Actor,
  ): Promise<SubmissionRow> {
    const { id, directory, packageSha256 } = packed;
    const won = await tx.query(
      `update archive_submission set state = 'packed', directory = $2, package_sha256 = $3 where id = $1 and state = 'building' returning id`,
      [id, directory, packageSha256],
    );
    if (won.length === 0) return (await newestSubmission(tx, packed.quarter, packed.recipient)) ?? packed;
    await this.report(tx, packed, quarter, directory, actor);
    return { ...packed, state: 'packed' };
  }

  private async describe(
    tx: Tx,
    submission: SubmissionRow,
    actor: Actor,
    packedOn: string,
  ): Promise<ArchiveSubmission> {
    const { definitions, documents } = this.parts;
    const [bureau] = await tx.query<{ zh: string }>('select bureau_zh as zh from installation');
    const taken = await tx.query<DueItem>(
      'select case_id as "caseId", seals from archive_item where submission_id = $1 order by case_id',
      [submission.id],
    );
    const [preparer] = await tx.query<{ name: string }>('select name_zh as name from person where id = $1', [
      actor.id,
    ]);
    const sources = {
      definitionOf: (type: string, version: number) => definitions.get(type, version),
      vocabulary: definitions.vocabulary,
      open: (sha256: string) => documents.open(sha256),
      bureau: bureau?.zh ?? '',
    };
    const items: ArchiveItem[] = [];
    for (const { caseId, seals } of taken)
      items.push(await collectItem(tx, caseId, Object.keys(seals), sources));
    return {
      quarter: submission.quarter,
      version: submission.version,
      sender: sources.bureau,
      recipient: recipients[submission.recipient] ?? submission.recipient,
      preparedBy: preparer?.name ?? '系统',
      packedOn,
      paperItems: items.length,
      carrier: '网上传输',
      items,
      ...(submission.previousSha256 === null ? {} : { replacesSha256: submission.previousSha256 }),
    };
  }

  /** Puts manifest and register into the delivery case and moves it on. */
  private async report(
    tx: Tx,
    submission: SubmissionRow,
    quarter: Quarter,
    directory: string,
    actor: Actor,
  ): Promise<void> {
    const { actOnCase, documents } = this.parts;
    const { caseId, kind, version, recipient, itemCount } = submission;
    const keep = async (field: string, path: string, name: string): Promise<FileValue> =>
      documents.keep(tx, {
        caseId,
        field,
        name,
        bytes: await readFile(join(directory, path)),
        mediaType: 'text/plain',
        by: actor.id,
      });
    const sheet = kind === 'nil-return' ? 'nilReturnSheet' : 'register';
    const register = await keep(sheet, 'data/文件目录.html', `${quarter.name}-文件目录.html`);
    const common = { quarter: quarter.name, quarterEndsOn: quarter.endsOn, recipient };
    const isReplacement = await wasSentBack(tx, submission);
    const letter = isReplacement
      ? {
          replacementLetter: await keep(
            'replacementLetter',
            'data/说明文件.TXT',
            `${quarter.name}-更换说明.txt`,
          ),
        }
      : {};
    const manifest = await keep(
      'package',
      'manifest-sha256.txt',
      `${quarter.name}-v${version}-manifest-sha256.txt`,
    );
    const packed = { package: manifest, register, itemCount, ...letter };
    const data =
      kind === 'nil-return'
        ? { ...(isReplacement ? letter : common), nilReturnSheet: register }
        : isReplacement
          ? packed
          : { ...common, ...packed };
    const action = kind === 'nil-return' ? 'declare-nil' : isReplacement ? 'replace' : 'pack';
    await actOnCase.runWithin(
      tx,
      caseId,
      { kind: 'act', action, data },
      actor,
      commandIdOf('pack', submission.id),
    );
  }
}
