import { hash } from 'node:crypto';
import { type ActOnCase } from '../../cases/act-on-case.js';
import { readOne, type StoredCase } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import { canonicalJson } from '../../engine/canonical-json.js';
import { systemActor } from '../../engine/case-file.js';
import { dateOfInstant } from '../../engine/days.js';
import { isInput, type Action } from '../../engine/definition.js';
import { quarterOf } from '../../engine/quarter.js';
import { sealedPart, sealsOf } from '../../engine/seals.js';
import type { PendingEffect } from '../../outbox/effect-registry.js';
import { commandIdOf } from '../../platform/command-id.js';
import { Fault } from '../../platform/faults.js';
import { zoneOffsetMinutes } from '../../platform/time.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';

const sha256 = (text: string) => hash('sha256', text, 'hex');

/**
 * The built-in portal as a channel: posts what the next step makes public, and reports it as posted in the same transaction.
 * The database compares the digest of every posted text with the clearance once more.
 */
export class PublishOnPortal {
  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly actOnCase: ActOnCase,
    private readonly baseUrl: string,
  ) {}

  /** @param fact the outward action that this posting is, for example `posted` */
  async run(effect: PendingEffect, fact: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.query('select from cases where id = $1 for update', [effect.caseId]);
      const found = await readOne(tx, effect.caseId);
      if (!found) throw new Fault(`case ${effect.caseId} of effect ${effect.id} does not exist`);
      const { stored, now } = found;
      const definition = this.definitions.get(stored.file.type, stored.file.version);
      const action = definition.states[stored.file.state]?.on[fact];
      if (!action) return; // recalled, taken down or posted already: nothing is left to post
      const indexNumber = await this.post(tx, stored, definition.states[action.to]?.public ?? [], now);
      const data = onlySettable(action, this.reportOf(stored, indexNumber, fact, now));
      await this.actOnCase.runWithin(
        tx,
        effect.caseId,
        { kind: 'act', action: fact, data },
        systemActor,
        commandIdOf('effect', effect.id),
      );
    });
  }

  /** What the channel reports of the posting: where it can be read, under which number, and for which hand-over it counts. */
  private reportOf({ id }: StoredCase, indexNumber: string, fact: string, now: Date): Record<string, string> {
    const address = `${this.baseUrl}/public/items/${id}`;
    const isInterpretation = fact === 'interpretation-posted';
    return {
      evidence: address,
      [isInterpretation ? 'interpretationAddress' : 'publicAddress']: address,
      indexNumber,
      quarterEndsOn: quarterOf(dateOfInstant(now.toISOString(), zoneOffsetMinutes)).endsOn,
    };
  }

  private async post(tx: Tx, { id, file }: StoredCase, names: readonly string[], now: Date): Promise<string> {
    const seals = sealsOf(names, file.fields, sha256);
    for (const [field, seal] of Object.entries(seals)) {
      const value = file.fields[field];
      if (value !== undefined)
        await tx.query(insertText, [id, field, seal, canonicalJson(sealedPart(value)), now]);
    }
    const [row] = await tx.query<{ index_number: string }>(
      'select index_number from publication where case_id = $1 limit 1',
      [id],
    );
    return row?.index_number ?? '';
  }
}

/** Definitions differ in what they keep of a posting; what this one has no field for is left out. */
function onlySettable({ sets }: Action, data: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).filter(([name, value]) => value !== '' && (isInput(name) || sets.includes(name))),
  );
}

/** One index number (索引号) per case, given at its first posting and never used again. */
const insertText = `
insert into publication (case_id, field, seal, canonical, index_number, posted_at)
values ($1, $2, $3, $4,
  coalesce((select index_number from publication where case_id = $1 limit 1), 'GK-' || to_char($5::timestamptz at time zone 'Asia/Shanghai', 'YYYY') || '-' || lpad(nextval('index_number')::text, 5, '0')),
  $5)
on conflict (case_id, field, seal) do update set taken_down_at = null, taken_down_why = null`;
