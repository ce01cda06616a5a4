import { hash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decideAdjustment, type AdjustCommand } from '../engine/adjust-clock.js';
import type { Assignee } from '../engine/approval.js';
import { canonicalJson } from '../engine/canonical-json.js';
import type { Actor, World } from '../engine/case-file.js';
import { decide, decideOpening, decideOperation } from '../engine/decide.js';
import type { ActCommand, Decision, OpenCommand, OperateCommand } from '../engine/commands.js';
import type { Definition } from '../engine/definition.js';
import { reason, type Reason, type Refusal } from '../engine/reasons.js';
import { Definitions } from '../definitions/definitions.js';
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
  type Repeated,
  type StoredCase,
  type Writing,
} from './case-store.js';
import { Worlds } from './worlds.js';

export type CaseCommand = ActCommand | OperateCommand | AdjustCommand;

/** The only door through which a case begins or changes: people, timers, channels and imports all come here. */
@Injectable()
export class ActOnCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly definitions: Definitions,
    private readonly worlds: Worlds,
  ) {}

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
      return this.write(tx, { caseId, current: null, decision, definition, command: mark, world, actor });
    });
  }

  /**
   * Does something to a case. The same command id again answers the same and does nothing twice.
   * @throws CommandRefused with every reason; NotFound
   */
  run(caseId: string, command: CaseCommand, actor: Actor, commandId: string): Promise<CaseAnswer> {
    return this.transactions.run((tx) => this.runWithin(tx, caseId, command, actor, commandId));
  }

  /** The same inside a transaction that writes more: an archive receipt, a posted page, a due alarm. */
  async runWithin(
    tx: Tx,
    caseId: string,
    command: CaseCommand,
    actor: Actor,
    commandId: string,
  ): Promise<CaseAnswer> {
    const mark = { id: commandId, digest: digestOf(caseId, command, actor) };
    const locked = await lockAndRead(tx, caseId, commandId);
    if (!locked) throw new NotFound('case', caseId);
    const current = locked.stored;
    const world = this.worlds.at(locked.now);
    if (locked.repeated) return this.answerAgain(locked.repeated, current, mark, actor, world);
    const definition = this.definitions.get(current.file.type, current.file.version);
    if (command.kind === 'act') refuseIf(await checkFiles(tx, caseId, command.data));
    const decision = accepted(this.decide(definition, current, command, actor, world));
    return this.write(tx, { caseId, current, decision, definition, command: mark, world, actor });
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

  private async write(tx: Tx, writing: Omit<Writing, 'copies'> & { actor: Actor }): Promise<CaseAnswer> {
    const { caseId, decision, definition, world, actor } = writing;
    const { number } = await record(tx, { ...writing, copies: this.worlds.peopleFor(copiedTo(decision)) });
    return {
      id: caseId,
      number,
      ...answerOf(definition, this.definitions.vocabulary, decision.next, actor, world),
    };
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
