import { hash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decideAdjustment, type AdjustCommand } from '../engine/adjust-clock.js';
import type { Assignee } from '../engine/approval.js';
import { canonicalJson } from '../engine/canonical-json.js';
import type { Actor, CaseFile, Finding, World } from '../engine/case-file.js';
import { decide, decideOpening, decideOperation } from '../engine/decide.js';
import type { ActCommand, Decision, OpenCommand, OperateCommand } from '../engine/commands.js';
import type { Definition } from '../engine/definition.js';
import { reason, type Reason, type Refusal } from '../engine/reasons.js';
import { Definitions } from '../definitions/definitions.js';
import { Fault } from '../platform/faults.js';
import { gather, type Outcome } from '../platform/gather.js';
import { Transactions, type Tx } from '../platform/transactions.js';
import { CommandRefused, NotFound } from './refused.js';
import { answerOf, stepOf, type CaseAnswer } from './case-answer.js';
import { checkFiles } from './check-files.js';
import {
  findRepeated,
  lockAndRead,
  mustRead,
  record,
  type CommandMark,
  type LockedCase,
  type Repeated,
  type StoredCase,
} from './case-store.js';
import type { Writing } from './decision-rows.js';
import { Worlds } from './worlds.js';

export type CaseCommand = ActCommand | OperateCommand | AdjustCommand;

/** What else is asked before contents are cleared: that they were searched and every hit was settled. */
export type CheckClearance = (tx: Tx, asked: AskedClearance) => Promise<Reason[]>;
export interface AskedClearance {
  caseId: string;
  definition: Definition;
  /** As it will be. */
  file: CaseFile;
  finding: Finding | undefined;
}

/** A command on a case, with who gives it and the id under which it takes effect once. */
interface Ask {
  caseId: string;
  command: CaseCommand;
  actor: Actor;
  commandId: string;
}
type Prepared =
  | { kind: 'done'; answer: CaseAnswer }
  | { kind: 'refused'; error: unknown }
  | { kind: 'decided'; writing: Writing; actor: Actor };

/** The only door through which a case begins or changes: people, timers, channels and imports all come here. */
@Injectable()
export class ActOnCase {
  private readonly gathered: (ask: Ask) => Promise<CaseAnswer>;

  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly worlds: Worlds,
    private readonly checkClearance: CheckClearance,
  ) {
    this.gathered = gather<Ask, CaseAnswer>({
      together: (asks) => this.transactions.run((tx) => this.runTogether(tx, asks)),
      alone: (ask) => this.transactions.run((tx) => this.runAlone(tx, ask)),
      keyOf: ({ caseId }) => caseId,
    });
  }

  /**
   * Opens a case of a type, under the rules in force on the day that triggers it.
   * @throws CommandRefused with every reason; nothing is written then
   */
  open(type: string, command: OpenCommand, actor: Actor, commandId: string): Promise<CaseAnswer> {
    const mark = { id: commandId, digest: digestOf(null, { type, command }, actor) };
    return this.transactions.run(async (tx) => {
      const { now, repeated } = await findRepeated(tx, commandId);
      const world = this.worlds.at(now);
      if (repeated)
        return this.answerAgain(repeated, await mustRead(tx, repeated.caseId), mark, actor, world);
      const definition = this.definitionFor(type, command, world);
      refuseIf(await checkFiles(tx, null, command.data));
      const caseId = randomUUID();
      const decision = accepted(
        decideOpening(definition, this.definitions.vocabulary, command, actor, world),
      );
      const copies = this.copiesOf(decision);
      const writing = { caseId, current: null, decision, definition, command: mark, world, copies };
      return this.answerNow(writing, actor, await record(tx, [writing]));
    });
  }

  /**
   * Does something to a case. The same command id again answers the same and does nothing twice. Commands that come at
   * the same time on different cases share a transaction; a refusal of one never touches another.
   * @throws CommandRefused with every reason; NotFound
   */
  run(caseId: string, command: CaseCommand, actor: Actor, commandId: string): Promise<CaseAnswer> {
    return this.gathered({ caseId, command, actor, commandId });
  }

  /** The same inside a transaction that writes more: an archive receipt, a posted page, a due alarm. */
  runWithin(
    tx: Tx,
    caseId: string,
    command: CaseCommand,
    actor: Actor,
    commandId: string,
  ): Promise<CaseAnswer> {
    return this.runAlone(tx, { caseId, command, actor, commandId });
  }

  private async runAlone(tx: Tx, ask: Ask): Promise<CaseAnswer> {
    const locked = (await lockAndRead(tx, [ask], 'wait')).get(ask.caseId);
    if (!locked) throw new NotFound('case', ask.caseId);
    const prepared = await this.prepare(tx, ask, locked);
    if (prepared.kind === 'done') return prepared.answer;
    if (prepared.kind === 'refused') throw prepared.error;
    const { writing, actor } = prepared;
    return this.answerNow(writing, actor, await record(tx, [writing]));
  }

  /** What somebody else holds, or does not exist, is left to `runAlone`, which waits for it. */
  private async runTogether(tx: Tx, asks: readonly Ask[]): Promise<Outcome<CaseAnswer>[]> {
    const locked = await lockAndRead(tx, asks, 'skip');
    const prepared: (Prepared | null)[] = [];
    for (const ask of asks) {
      const own = locked.get(ask.caseId);
      prepared.push(own ? await this.prepare(tx, ask, own) : null);
    }
    const writings = prepared.flatMap((one) => (one?.kind === 'decided' ? [one.writing] : []));
    const numbers = writings.length > 0 ? await record(tx, writings) : new Map<string, string>();
    return prepared.map((one) => {
      if (one === null) return { status: 'alone' };
      if (one.kind === 'refused') return { status: 'rejected', reason: one.error };
      const value = one.kind === 'done' ? one.answer : this.answerNow(one.writing, one.actor, numbers);
      return { status: 'fulfilled', value };
    });
  }

  private async prepare(tx: Tx, ask: Ask, locked: LockedCase): Promise<Prepared> {
    const { caseId, command, actor, commandId } = ask;
    const mark = { id: commandId, digest: digestOf(caseId, command, actor) };
    const current = locked.stored;
    const world = this.worlds.at(locked.now);
    try {
      if (locked.repeated)
        return {
          kind: 'done',
          answer: this.answerAgain(locked.repeated, current, mark, actor, world),
        };
      const definition = this.definitions.get(current.file.type, current.file.version);
      if (command.kind === 'act') refuseIf(await checkFiles(tx, caseId, command.data));
      const decision = accepted(this.decide(definition, current, command, actor, world));
      const { next: file, entry } = decision;
      refuseIf(await this.checkClearance(tx, { caseId, definition, file, finding: entry.finding }));
      const copies = this.copiesOf(decision);
      return {
        kind: 'decided',
        writing: { caseId, current, decision, definition, command: mark, world, copies },
        actor,
      };
    } catch (error) {
      if (error instanceof CommandRefused) return { kind: 'refused', error };
      throw error;
    }
  }

  private decide(
    definition: Definition,
    { file }: StoredCase,
    command: CaseCommand,
    actor: Actor,
    world: World,
  ): Decision | Refusal {
    const { vocabulary } = this.definitions;
    switch (command.kind) {
      case 'act':
        return decide(definition, vocabulary, file, command, actor, world);
      case 'operate':
        return decideOperation(definition, vocabulary, file, command, actor, world);
      case 'adjust':
        return decideAdjustment(definition, vocabulary, file, command, actor, world);
    }
  }

  private copiesOf(decision: Decision): string[] {
    return this.worlds.peopleFor(copiedTo(decision));
  }

  private answerNow(writing: Writing, actor: Actor, numbers: ReadonlyMap<string, string>): CaseAnswer {
    const { caseId, decision, definition, world } = writing;
    const number = numbers.get(caseId);
    if (number === undefined) throw new Fault(`case ${caseId} was written and has no number`);
    const answer = answerOf(definition, this.definitions.vocabulary, decision.next, actor, world);
    return { id: caseId, number, ...answer };
  }

  /** What the command did stands in its event; offers and clocks are always those of the present. */
  private answerAgain(
    repeated: Repeated,
    stored: StoredCase,
    mark: CommandMark,
    actor: Actor,
    world: World,
  ): CaseAnswer {
    if (repeated.digest !== mark.digest)
      throw new CommandRefused([reason('command-reused', { commandId: mark.id })]);
    const definition = this.definitions.get(stored.file.type, stored.file.version);
    const answer = answerOf(definition, this.definitions.vocabulary, stored.file, actor, world);
    return {
      id: stored.id,
      number: stored.number,
      ...answer,
      ...stepOf(definition, repeated.state),
      revision: repeated.revision,
    };
  }

  private definitionFor(type: string, command: OpenCommand, world: World): Definition {
    const on = this.worlds.dateOf(command.occurredAt ?? world.now);
    const definition = this.definitions.pick(type, on);
    if (!definition) throw new CommandRefused([reason('unknown-type', { type, on })]);
    return definition;
  }
}

function refuseIf(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw new CommandRefused(reasons);
}

function accepted(decision: Decision | Refusal): Decision {
  if (decision.kind === 'refused') throw new CommandRefused(decision.reasons);
  return decision;
}

/** What a command is, apart from its id: the same id with anything else is a mistake of the caller. */
function digestOf(caseId: string | null, command: unknown, actor: Actor): string {
  return hash('sha256', canonicalJson({ caseId, command, by: actor.id }), 'hex');
}

function copiedTo({ effects }: Decision): Assignee[] {
  return (effects.find(({ effect }) => effect === 'notify-copied')?.payload['to'] ?? []) as Assignee[];
}
