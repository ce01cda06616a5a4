import { Injectable } from '@nestjs/common';
import { chainHash } from '../audit/chain.js';
import { ActOnCase } from '../cases/act-on-case.js';
import { CommandRefused } from '../cases/refused.js';
import { Worlds } from '../cases/worlds.js';
import { Definitions } from '../definitions/definitions.js';
import { systemActor, type Breach, type World } from '../engine/case-file.js';
import type { ClockFact } from '../engine/clock-rule.js';
import { fire, type Firing } from '../engine/fire.js';
import { commandIdOf } from '../platform/command-id.js';
import { Fault } from '../platform/faults.js';
import { Transactions, type Tx } from '../platform/transactions.js';
import { lockDueCases, readDueTimers, recordFirings } from './timer-statements.js';

interface DueTimer {
  id: number;
  caseId: string;
  clock: string;
  rung: string;
  fireAt: Date;
  type: string;
  version: number;
  seq: number;
  head: string;
  facts: ClockFact[] | null;
  breaches: Breach[] | null;
  fields: Record<string, unknown> | null;
  now: Date;
}
interface FollowUp {
  caseId: string;
  timerId: number;
  action: string;
  occurredAt: string;
}

/** Cases per transaction: large enough to share the cost of a commit, small enough not to keep anybody waiting. */
const batchSize = 500;

/**
 * Fires whatever is due, in batches, each in one transaction with everything that it causes. Called by a wake-up, by the
 * sweeper, by ten processes at once or by nobody for an hour: each timer fires once, and never early by PostgreSQL's clock.
 */
@Injectable()
export class DrainDueTimers {
  private readonly clocksWithFields: string[];

  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly worlds: Worlds,
    private readonly actOnCase: ActOnCase,
  ) {
    this.clocksWithFields = definitions.all().flatMap(({ definition: { workflow, version, clocks } }) =>
      Object.entries(clocks)
        .filter(([, { limit }]) => 'field' in limit)
        .map(([name]) => `${workflow}/${version}/${name}`),
    );
  }

  /**
   * @param by on which path the drain was called, kept with each timer so that a dead queue can be seen
   * @param graceSeconds how long the sweeper leaves a due timer to the queue
   * @returns how many timers fired
   */
  async run(by: 'queue' | 'sweep', graceSeconds = 0): Promise<number> {
    let fired = 0;
    for (;;) {
      const batch = await this.transactions.run((tx) => this.drainBatch(tx, by, graceSeconds));
      fired += batch;
      if (batch === 0) return fired;
    }
  }

  private async drainBatch(tx: Tx, by: string, graceSeconds: number): Promise<number> {
    const cases = await tx.run<{ id: string }>(lockDueCases, [batchSize, graceSeconds]);
    if (cases.length === 0) return 0;
    const due = await tx.run<DueTimer>(readDueTimers, [cases.map(({ id }) => id), this.clocksWithFields]);
    const [first] = due;
    if (!first) return 0;
    const { rows, followUps } = this.decide(due, this.worlds.at(first.now));
    const [counted] = await tx.run<{ moved: number; fired: number }>(recordFirings, [
      JSON.stringify(rows),
      by,
    ]);
    if (counted?.moved !== rows.cases.length || counted.fired !== rows.timers.length)
      throw new Fault('a case moved under its lock; the batch is undone');
    for (const followUp of followUps) await this.follow(tx, followUp);
    return due.length;
  }

  private decide(due: readonly DueTimer[], world: World): { rows: FiringRows; followUps: FollowUp[] } {
    const rows = new FiringRows(world);
    const followUps: FollowUp[] = [];
    for (const timer of due) {
      const definition = this.definitions.get(timer.type, timer.version);
      const ledger = { facts: timer.facts ?? [], breaches: timer.breaches ?? [] };
      const firing = fire(
        definition,
        ledger,
        { clock: timer.clock, rung: timer.rung, fireAt: timer.fireAt.toISOString() },
        timer.fields ?? {},
        world,
      );
      rows.add(timer, firing);
      if (firing.followUp !== null)
        followUps.push({ caseId: timer.caseId, timerId: timer.id, ...firing.followUp });
    }
    return { rows, followUps };
  }

  /** What the law makes of silence. Where the case has meanwhile come to a step without that outcome, nothing follows. */
  private async follow(tx: Tx, { caseId, timerId, action, occurredAt }: FollowUp): Promise<void> {
    try {
      await this.actOnCase.runWithin(
        tx,
        caseId,
        { kind: 'act', action, data: {}, occurredAt },
        systemActor,
        commandIdOf('follow-up', timerId),
      );
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
    }
  }
}

/** The rows of one batch. Several alarms of one case make a chain: each event builds on the one before. */
class FiringRows {
  readonly cases: { id: string; seqBefore: number; seq: number; head: string; isLate: boolean }[] = [];
  readonly breaches: { caseId: string; clock: string; breaches: Breach[] }[] = [];
  readonly events: unknown[] = [];
  readonly timers: { id: number; seq: number }[] = [];
  readonly outbox: unknown[] = [];

  constructor(private readonly world: World) {}

  add(timer: DueTimer, firing: Firing): void {
    const { caseId, clock, rung, fireAt } = timer;
    const head = this.headOf(timer);
    head.seq += 1;
    const action = firing.breach ? 'breached' : rung.startsWith('remind') ? 'reminded' : 'escalated';
    const breached = firing.breach ? [{ clock, breach: firing.breach }] : [];
    const commandId = commandIdOf('timer', timer.id);
    const body = {
      seq: head.seq,
      commandId,
      recordedAt: this.world.now,
      action,
      by: 'system',
      clock,
      rung,
      fireAt: fireAt.toISOString(),
      ...(breached.length > 0 ? { breached } : {}),
    };
    head.head = chainHash(head.head, body);
    this.events.push({
      caseId,
      seq: head.seq,
      commandId,
      action,
      recordedAt: this.world.now,
      body,
      hash: head.head,
    });
    this.timers.push({ id: timer.id, seq: head.seq });
    firing.effects.forEach(({ effect, payload }, no) =>
      this.outbox.push({ caseId, seq: head.seq, no, effect, payload, instant: fireAt.toISOString() }),
    );
    if (firing.breach) {
      head.isLate = true;
      this.breaches.push({ caseId, clock, breaches: [...(timer.breaches ?? []), firing.breach] });
    }
  }

  private headOf({ caseId, seq, head }: DueTimer): FiringRows['cases'][number] {
    const last = this.cases.at(-1);
    if (last?.id === caseId) return last;
    const next = { id: caseId, seqBefore: seq, seq, head, isLate: false };
    this.cases.push(next);
    return next;
  }
}
