import { randomUUID } from 'node:crypto';
import { verifyChain, type AuditEntry, type ChainVerdict } from '../../src/audit/chain.js';
import type { CaseAnswer } from '../../src/cases/case-answer.js';
import { CommandRefused } from '../../src/cases/refused.js';
import { allNo } from '../checklist.js';
import { actorCalled, type RunningService } from './running-service.js';

/** A policy document of the office, with everything that may be filled in without a file. */
export const draftFields = {
  title: '关于做好法律援助工作的通知',
  documentNumber: '明司〔2016〕12号',
  attribute: 'proactive',
  madeOn: '2016-06-28',
};

export async function openDraft(
  { services }: RunningService,
  fields: Record<string, unknown> = draftFields,
  commandId: string = randomUUID(),
): Promise<CaseAnswer> {
  const command = { kind: 'open' as const, owner: 'drafter', section: 'office', data: fields };
  return services.actOnCase.open('policy-document', command, actorCalled('drafter'), commandId);
}

export function act(
  { services }: RunningService,
  caseId: string,
  by: string,
  action: string,
  data: Record<string, unknown> = {},
  commandId: string = randomUUID(),
): Promise<CaseAnswer> {
  return services.actOnCase.run(caseId, { kind: 'act', action, data }, actorCalled(by), commandId);
}

/** A document with its plan, before the reviewer. @returns the id of its case */
export async function submitted(service: RunningService, title = draftFields.title): Promise<string> {
  const { id } = await openDraft(service, { ...draftFields, title });
  const document = await service.keep(id, {
    field: 'document',
    name: '通知.txt',
    text: `${title}：请各县司法局照办。`,
    by: 'drafter',
  });
  const interpretationPlan = await service.keep(id, {
    field: 'interpretationPlan',
    name: '解读方案.txt',
    text: '提纲：背景、依据、要点。',
    by: 'drafter',
  });
  await act(service, id, 'drafter', 'submit', { document, interpretationPlan });
  await act(service, id, 'section-head', 'agree', { opinion: '同意送审' });
  return id;
}

/** Cleared, approved and posted on the portal. @returns the id of its case */
export async function published(service: RunningService, title = draftFields.title): Promise<string> {
  const id = await submitted(service, title);
  await act(service, id, 'reviewer', 'clear', { opinion: '不涉密，同意公开', checklist: allNo });
  await act(service, id, 'leader', 'approve');
  await service.services.relay.run();
  return id;
}

/** The codes of a refusal, in order; fails when the command is accepted. */
export async function refusal(command: Promise<unknown>): Promise<string[]> {
  const error = await command.then(
    () => new Error('the command was accepted'),
    (reason: unknown) => reason,
  );
  if (error instanceof CommandRefused) return error.reasons.map(({ code }) => code);
  throw error;
}

export async function stateOf({ pool }: RunningService, caseId: string): Promise<string> {
  const { rows } = await pool.query<{ state: string }>('select state from cases where id = $1', [caseId]);
  return rows[0]?.state ?? '';
}

/** What stands in the ledger of a case, in order. */
export async function actionsOf({ pool }: RunningService, caseId: string): Promise<string[]> {
  const { rows } = await pool.query<{ action: string }>(
    'select action from event where case_id = $1 order by seq',
    [caseId],
  );
  return rows.map(({ action }) => action);
}

/** Proves the ledger of a case against the head that the case names. */
export async function verifyCase({ pool }: RunningService, caseId: string): Promise<ChainVerdict> {
  const { rows } = await pool.query<AuditEntry>(
    `select seq, coalesce(encode(lag(hash) over (order by seq), 'hex'), repeat('0', 64)) as prev, encode(hash, 'hex') as hash, body from event where case_id = $1 order by seq`,
    [caseId],
  );
  const heads = await pool.query<{ seq: number; hash: string }>(
    `select seq, encode(head, 'hex') as hash from cases where id = $1`,
    [caseId],
  );
  return verifyChain(rows, heads.rows[0]);
}
