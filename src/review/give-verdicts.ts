import type { SignedIn } from '../access/sessions.js';
import type { ReadCase } from '../cases/read-case.js';
import { mustRead } from '../cases/case-store.js';
import { CommandRefused } from '../cases/refused.js';
import type { Definition } from '../engine/definition.js';
import { sealedNames } from '../engine/seals.js';
import { reason, type Reason } from '../engine/reasons.js';
import type { Transactions, Tx } from '../platform/transactions.js';
import { sha256 } from '../platform/sha256.js';
import { commandIdOf } from '../platform/command-id.js';
import { contentsOf } from './contents.js';
import { ownNumbers, readHits, type VerdictKind } from './read-hits.js';

export interface GivenVerdict {
  content: string;
  hit: string;
  verdict: VerdictKind;
  reason?: string | undefined;
}

const insertText = `
insert into hit_verdict (case_id, content, hit, verdict, reason, by_id, command_id, recorded_at)
select $1, v.content, v.hit, v.verdict, v.reason, $2, v.id, business_now()
from jsonb_to_recordset($3::jsonb) as v (content text, hit text, verdict text, reason text, id uuid)
on conflict (command_id) do nothing`;

/** The same command id with anything else is a mistake of the caller. */
const otherText = `
select from hit_verdict h join jsonb_to_recordset($3::jsonb) as v (content text, hit text, verdict text, reason text, id uuid) on v.id = h.command_id
where (h.case_id, h.by_id, h.content, h.hit, h.verdict) <> ($1, $2, v.content, v.hit, v.verdict) or h.reason is distinct from v.reason`;

/** A person settles hits, one or many at once. What was said before stays on record beside it. */
export class GiveVerdicts {
  constructor(
    private readonly transactions: Transactions,
    private readonly readCase: ReadCase,
  ) {}

  /**
   * @throws CommandRefused with every reason and nothing settled: a drafter settles nothing of own work, contents or a
   * hit that are not in the case (any more), `may-stay` without a reason · NotFound
   */
  async run(
    caseId: string,
    verdicts: readonly GivenVerdict[],
    person: SignedIn,
    commandId: string,
  ): Promise<void> {
    const { definition } = await this.readCase.open(caseId, person); // whoever may not see it is told that there is none
    await this.transactions.run(async (tx) => {
      await tx.query('select from cases where id = $1 for update', [caseId]);
      const faults = await this.check(tx, caseId, definition, verdicts, person);
      if (faults.length > 0) throw new CommandRefused(faults);
      const rows = verdicts.map((verdict, no) => ({
        ...verdict,
        id: commandIdOf(`verdict ${commandId}`, no),
      }));
      await tx.query(insertText, [caseId, person.id, JSON.stringify(rows)]);
      const others = await tx.query(otherText, [caseId, person.id, JSON.stringify(rows)]);
      if (others.length > 0) throw new CommandRefused([reason('command-reused', { commandId })]);
    });
  }

  private async check(
    tx: Tx,
    caseId: string,
    definition: Definition,
    verdicts: readonly GivenVerdict[],
    person: SignedIn,
  ): Promise<Reason[]> {
    const { file } = await mustRead(tx, caseId); // as it stands under the lock
    const contents = contentsOf(definition, file, sealedNames(definition), sha256);
    const searched = await readHits(tx, caseId, contents, ownNumbers(definition, file));
    const isThere = ({ content, hit }: GivenVerdict): boolean =>
      searched.some(({ digest, hits }) => digest === content && hits.some(({ id }) => id === hit));
    const faults: Reason[] = [];
    if (file.drafters.includes(person.id)) faults.push(reason('own-work', {}));
    const gone = verdicts.filter((verdict) => !isThere(verdict));
    if (gone.length > 0) faults.push(reason('hit-gone', { count: gone.length }));
    const silent = verdicts.some(({ verdict, reason: why }) => verdict === 'may-stay' && !why?.trim());
    if (silent) faults.push(reason('missing-need', { need: 'reason', title: '理由', titleEn: 'Reason' }));
    return faults;
  }
}
