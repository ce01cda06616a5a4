import type { Pool } from 'pg';
import { type ActOnCase } from '../../cases/act-on-case.js';
import { readOne, type StoredCase } from '../../cases/case-store.js';
import { CommandRefused } from '../../cases/refused.js';
import { type Definitions } from '../../definitions/definitions.js';
import { systemActor } from '../../engine/case-file.js';
import { destinationsOf } from '../../engine/conditions.js';
import type { Definition } from '../../engine/definition.js';
import { exposureFaults } from '../../engine/seals.js';
import { commandIdOf } from '../../platform/command-id.js';
import { type Transactions, type Tx } from '../../platform/transactions.js';
import { sha256 } from '../../platform/sha256.js';

interface Wait {
  type: string;
  version: number;
  state: string;
  action: string;
  field: string;
}
interface DueCase {
  id: string;
  action: string;
  releaseAt: Date;
}

const batchSize = 50;
const dueText = `
select c.id, w.action, (f.file -> 'fields' ->> w.field)::timestamptz as "releaseAt"
from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[]) as w(type, version, state, action, field)
join cases c on c.type = w.type and c.version = w.version and c.state = w.state and c.closed_at is null
join case_file f on f.case_id = c.id
where (f.file -> 'fields' ->> w.field)::timestamptz <= business_now()
order by "releaseAt", c.id limit ${batchSize}`;

/**
 * Releases what was scheduled when its time has come by PostgreSQL's clock: never before, and after a standstill as soon
 * as anybody is alive. A case that was returned or withdrawn is in another step and is not found.
 */
export class ReleaseDueCases {
  private readonly waits: Wait[];
  private readonly told = new Set<string>();

  constructor(
    private readonly pool: Pool,
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly actOnCase: ActOnCase,
    private readonly onRefusal: (caseId: string, codes: readonly string[]) => void,
  ) {
    this.waits = definitions.all().flatMap(({ definition }) => waitsOf(definition));
  }

  /** @returns how many cases were released */
  async run(): Promise<number> {
    const columns = (['type', 'version', 'state', 'action', 'field'] as const).map((key) =>
      this.waits.map((wait) => wait[key]),
    );
    const { rows } = await this.pool.query<DueCase>(dueText, columns);
    let released = 0;
    for (const due of rows) released += await this.release(due);
    return released;
  }

  /** The clock of the release runs on and tells people, when the case does not go. */
  private async release(due: DueCase): Promise<number> {
    try {
      return await this.transactions.run((tx) => this.releaseWithin(tx, due));
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      const codes = error.reasons.map(({ code }) => code);
      const told = `${due.id} ${codes.join()}`;
      if (!this.told.has(told)) this.onRefusal(due.id, codes);
      this.told.add(told);
      return 0;
    }
  }

  private async releaseWithin(tx: Tx, { id, action: name, releaseAt }: DueCase): Promise<number> {
    await tx.query('select from cases where id = $1 for update', [id]);
    const found = await readOne(tx, id);
    if (!found) return 0;
    const { file } = found.stored;
    const definition = this.definitions.get(file.type, file.version);
    const action = definition.states[file.state]?.on[name];
    if (!action?.by.includes('system')) return 0; // released, returned or withdrawn while we waited for the lock
    const faults = this.faultsAhead(definition, found.stored, destinationsOf(action));
    if (faults.length > 0) throw new CommandRefused(faults);
    // It happened when it was due: being a second behind is no breach of the release time.
    const occurredAt = new Date(Math.min(releaseAt.getTime(), found.now.getTime())).toISOString();
    const command = { kind: 'act' as const, action: name, data: {}, occurredAt };
    await this.actOnCase.runWithin(
      tx,
      id,
      command,
      systemActor,
      commandIdOf('release', `${id} ${file.revision}`),
    );
    return 1;
  }

  /** Checked again when fired: whatever the coming step would make public must still be cleared. */
  private faultsAhead(definition: Definition, { file }: StoredCase, names: readonly string[]) {
    return names
      .flatMap((name) => Object.values(definition.states[name]?.on ?? {}))
      .flatMap(destinationsOf)
      .flatMap((name) => definition.states[name] ?? [])
      .flatMap((state) => exposureFaults(definition, state, file, sha256));
  }
}

/** Steps that the service itself leaves at an instant in a field: what happened outside is reported, not released. */
function waitsOf({ workflow: type, version, states }: Definition): Wait[] {
  return Object.entries(states).flatMap(([state, { on }]) =>
    Object.entries(on).flatMap(([action, { by, notBefore, outward }]) =>
      notBefore !== undefined && by.includes('system') && !outward
        ? [{ type, version, state, action, field: notBefore }]
        : [],
    ),
  );
}
