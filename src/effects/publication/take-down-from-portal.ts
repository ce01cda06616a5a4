import { type ActOnCase } from '../../cases/act-on-case.js';
import { readOne } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import { systemActor } from '../../engine/case-file.js';
import type { PendingEffect } from '../../outbox/effect-registry.js';
import { commandIdOf } from '../../platform/command-id.js';
import { type Transactions } from '../../platform/transactions.js';

/** Takes what a case had on the portal down, keeps it on record with the reason, and reports it as removed. */
export class TakeDownFromPortal {
  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly actOnCase: ActOnCase,
  ) {}

  async run(effect: PendingEffect): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.query('select from cases where id = $1 for update', [effect.caseId]);
      const why = `coalesce((select body -> 'words' ->> 'reason' from event where case_id = $1 and seq = $2), '')`;
      await tx.query(
        `update publication set taken_down_at = business_now(), taken_down_why = ${why} where case_id = $1 and taken_down_at is null`,
        [effect.caseId, effect.seq],
      );
      const found = await readOne(tx, effect.caseId);
      if (!found) return;
      const { file } = found.stored;
      const removed = this.definitions.get(file.type, file.version).states[file.state]?.on['removed'];
      if (!removed?.by.includes('system')) return;
      const data = { evidence: '门户已撤下 (taken down from the portal)' };
      await this.actOnCase.runWithin(
        tx,
        effect.caseId,
        { kind: 'act', action: 'removed', data },
        systemActor,
        commandIdOf('effect', effect.id),
      );
    });
  }
}
