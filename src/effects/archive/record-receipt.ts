import { type ActOnCase } from '../../cases/act-on-case.js';
import { NotFound } from '../../cases/refused.js';
import type { Actor } from '../../engine/case-file.js';
import { commandIdOf } from '../../platform/command-id.js';
import { RequestFault } from '../../platform/faults.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import { submissionColumns, type SubmissionRow } from './submission-rows.js';

export interface Receipt {
  receipt: string;
  rejected: readonly { caseId: string; reason: string }[];
}

/** What the receiver signed for, and what they sent back: accepted items are handed over, rejected ones are open again. */
export class RecordReceipt {
  constructor(
    private readonly transactions: Transactions,
    private readonly actOnCase: ActOnCase,
  ) {}

  run(submissionId: string, receipt: Receipt, actor: Actor): Promise<SubmissionRow> {
    return this.transactions.run(async (tx) => {
      const [submission] = await tx.query<SubmissionRow>(
        `select ${submissionColumns} from archive_submission where id = $1 for update`,
        [submissionId],
      );
      if (!submission) throw new NotFound('submission', submissionId);
      const items = await tx.query<{ caseId: string }>(
        'select case_id as "caseId" from archive_item where submission_id = $1 order by case_id',
        [submissionId],
      );
      check(submission, receipt, items);
      const isRejected = receipt.rejected.length > 0;
      await tx.query(
        `update archive_submission set state = $2, receipted_at = business_now(), receipt = $3 where id = $1`,
        [submissionId, isRejected ? 'rejected' : 'receipted', receipt.receipt],
      );
      for (const { caseId } of items) await this.settleItem(tx, submission, caseId, receipt, actor);
      await this.settleDelivery(tx, submission, receipt, actor);
      return { ...submission, state: isRejected ? 'rejected' : 'receipted' };
    });
  }

  private async settleItem(
    tx: Tx,
    { id }: SubmissionRow,
    caseId: string,
    { receipt, rejected }: Receipt,
    actor: Actor,
  ): Promise<void> {
    const reason = rejected.find((one) => one.caseId === caseId)?.reason;
    await tx.query(
      'update archive_item set state = $3, reason = $4 where submission_id = $1 and case_id = $2',
      [id, caseId, reason === undefined ? 'accepted' : 'rejected', reason ?? null],
    );
    const command =
      reason === undefined
        ? { action: 'receipted', data: { receipt } }
        : { action: 'receipt-rejected', data: { reason } };
    await this.actOnCase.runWithin(
      tx,
      caseId,
      { kind: 'act', ...command },
      actor,
      commandIdOf('receipt', `${id} ${caseId}`),
    );
  }

  private async settleDelivery(
    tx: Tx,
    { id, caseId }: SubmissionRow,
    { receipt, rejected }: Receipt,
    actor: Actor,
  ): Promise<void> {
    const reason = rejected.map((one) => `${one.caseId}：${one.reason}`).join('；');
    const command =
      rejected.length === 0
        ? { action: 'receipted', data: { receipt } }
        : { action: 'receipt-rejected', data: { reason, rejectedItems: rejected.map((one) => one.caseId) } };
    await this.actOnCase.runWithin(
      tx,
      caseId,
      { kind: 'act', ...command },
      actor,
      commandIdOf('receipt', id),
    );
  }
}

function check(
  submission: SubmissionRow,
  { receipt, rejected }: Receipt,
  items: readonly { caseId: string }[],
): void {
  const faults: string[] = [];
  if (submission.state !== 'sent')
    faults.push(
      `该批次当前状态为 ${submission.state}，只有已送达的批次可以签收 (only what was delivered can be receipted)`,
    );
  if (receipt.trim() === '') faults.push('请填写回执编号或签收人 (the receipt is missing)');
  for (const { caseId, reason } of rejected) {
    if (!items.some((item) => item.caseId === caseId))
      faults.push(`批次中没有 ${caseId} 这一件 (that item is not in the submission)`);
    if (reason.trim() === '') faults.push(`退回 ${caseId} 须说明理由 (a rejection needs its reason)`);
  }
  if (faults.length > 0) throw new RequestFault(faults);
}
