import type { Pool } from 'pg';
import { type ActOnCase } from '../../cases/act-on-case.js';
import { readOne } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import { systemActor } from '../../engine/case-file.js';
import type { PendingEffect } from '../../outbox/effect-registry.js';
import { commandIdOf } from '../../platform/command-id.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import { restorePages, takeDownPages } from './portal-pages.js';
import { lockCaseRow, readPostings, retire } from './posting-rows.js';
import { askByHand } from './tell-people.js';
import { reasonAgainst } from './wanted-posting.js';

const lookedAtOnce = 100;
const movedText = `
select distinct p.case_id as id from channel_posting p join cases c on c.id = p.case_id
where (p.state in ('queued', 'posting', 'failed') or p.reported_at is null) and p.checked_seq < c.seq limit ${lookedAtOnce}`;

/** Takes back from every channel what is no longer to be public, and tells the case when the last of them is clear. */
export class WithdrawFromChannels {
  constructor(
    private readonly pool: Pool,
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly actOnCase: ActOnCase,
  ) {}

  /** Everything that was posted before the event that asks for it. What a later event posted stays. */
  async takeDown(effect: PendingEffect): Promise<void> {
    await this.transactions.run(async (tx) => {
      await lockCaseRow(tx, effect.caseId);
      const [event] = await tx.query<{ why: string }>(
        `select coalesce(body -> 'words' ->> 'reason', '') as why from event where case_id = $1 and seq = $2`,
        [effect.caseId, effect.seq],
      );
      const why = event?.why ?? '';
      const postings = await readPostings(tx, effect.caseId);
      for (const posting of postings.filter(({ seq }) => seq < effect.seq)) {
        const state = await retire(tx, posting, why);
        if (posting.kind === 'manual' && state === 'taking-down') await askByHand(tx, posting);
      }
      const later = postings.findLast(({ seq, kind, state }) =>
        kind === 'portal' && state === 'confirmed' ? seq > effect.seq : false,
      );
      await takeDownPages(tx, effect.caseId, later?.seals ?? {}, why);
      await this.reportRemoved(tx, effect.caseId);
    });
  }

  /**
   * Looks at the open postings of cases that have moved: a return or a hold takes back what is under way, whatever the
   * definition says of effects.
   * @returns how many cases were looked at
   */
  async run(): Promise<number> {
    const { rows } = await this.pool.query<{ id: string }>(movedText);
    for (const { id } of rows) await this.transactions.run((tx) => this.look(tx, id));
    return rows.length;
  }

  private async look(tx: Tx, caseId: string): Promise<void> {
    await lockCaseRow(tx, caseId);
    const found = await readOne(tx, caseId);
    if (!found) return;
    const { file, seq } = found.stored;
    const definition = this.definitions.get(file.type, file.version);
    for (const posting of await readPostings(tx, caseId)) {
      const isOpen = posting.reportedAt === null || ['queued', 'posting', 'failed'].includes(posting.state);
      const why = isOpen ? reasonAgainst(definition, file, posting) : null;
      if (why === null) continue;
      const state = await retire(tx, posting, why);
      if (posting.kind === 'portal') {
        await takeDownPages(tx, caseId, file.exposed, why);
        await restorePages(tx, caseId, file.exposed);
      }
      if (posting.kind === 'manual' && state === 'taking-down' && posting.state !== state)
        await askByHand(tx, posting);
    }
    await tx.query('update channel_posting set checked_seq = $2 where case_id = $1 and checked_seq < $2', [
      caseId,
      seq,
    ]);
  }

  /** A take-down is done when the last channel says so. The case must be locked. */
  async reportRemoved(tx: Tx, caseId: string): Promise<void> {
    const postings = await readPostings(tx, caseId);
    if (postings.some(({ state }) => state === 'taking-down' || state === 'take-down-failed')) return;
    const found = await readOne(tx, caseId);
    if (!found) return;
    const { file } = found.stored;
    const removed = this.definitions.get(file.type, file.version).states[file.state]?.on['removed'];
    if (!removed?.by.includes('system')) return;
    const names = [...new Set(postings.map(({ channel }) => channel))].filter((name) => name !== 'portal');
    const evidence = `门户已撤下 (taken down from the portal)${names.length > 0 ? `；${names.join('、')} 已撤下` : ''}`;
    await this.actOnCase.runWithin(
      tx,
      caseId,
      { kind: 'act', action: 'removed', data: { evidence } },
      systemActor,
      commandIdOf('removed', `${caseId} ${file.revision}`),
    );
  }
}
