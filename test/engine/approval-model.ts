import type { ActorView, Operation, Signing, Task } from '../../src/engine/approval.js';

interface Responsibility {
  /** Who waits for work to come back; the last one first. */
  delegators: string[];
  /** The original responsibility to which it was added. */
  answersWith: number;
  isSettled: boolean;
}

/**
 * What an accepted operation must have meant, told a second time without looking at how the engine keeps its tasks:
 * responsibilities by the id of their first task, and which of them must be settled before which.
 */
export class ApprovalModel {
  readonly responsibilities = new Map<number, Responsibility>();
  readonly settledInOrder: number[] = [];
  readonly precedes: [earlier: number, later: number][] = [];
  /** Task id to the responsibility it carries. */
  private readonly carriers = new Map<number, number>();

  constructor(
    private readonly mode: Signing['mode'],
    tasks: readonly Task[],
  ) {
    tasks.forEach((task, index) => {
      this.add(task.id, task.id);
      tasks
        .slice(index + 1)
        .forEach((later) => mode === 'in-turn' && this.precedes.push([task.id, later.id]));
    });
  }

  /** @returns whether the signing must be complete now */
  accept(operation: Operation, actor: ActorView, acted: Task, created: Task | undefined): boolean {
    const id = this.carriers.get(acted.id) ?? 0;
    const responsibility = this.of(id);
    if (created && operation.op !== 'add-signer') this.carriers.set(created.id, id);
    if (operation.op === 'delegate') responsibility.delegators.push(actor.id);
    if (operation.op === 'add-signer' && created) this.addSigner(operation.position, id, created.id);
    if (operation.op === 'sign' && responsibility.delegators.pop() === undefined) {
      responsibility.isSettled = true;
      this.settledInOrder.push(id);
    }
    return this.isComplete();
  }

  responsibilityOf(task: Task): number {
    return this.carriers.get(task.id) ?? 0;
  }

  of(id: number): Responsibility {
    const responsibility = this.responsibilities.get(id);
    if (!responsibility) throw new Error(`nobody knows responsibility ${id}`);
    return responsibility;
  }

  private add(id: number, answersWith: number): void {
    this.carriers.set(id, id);
    this.responsibilities.set(id, { delegators: [], answersWith, isSettled: false });
  }

  private addSigner(position: 'before' | 'beside' | 'after', adder: number, added: number): void {
    this.add(added, this.of(adder).answersWith);
    if (position === 'before') this.precedes.push([added, adder]);
    if (position === 'after') this.precedes.push([adder, added]);
    const later = this.precedes.filter(([first, next]) => first === adder && next !== added);
    later.forEach(([, next]) => this.precedes.push([added, next]));
  }

  private isComplete(): boolean {
    const all = [...this.responsibilities.values()];
    if (this.mode !== 'any') return all.every((one) => one.isSettled);
    const answers = new Set(all.map((one) => one.answersWith));
    return [...answers].some((id) => all.every((one) => one.answersWith !== id || one.isSettled));
  }
}
