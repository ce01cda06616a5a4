/** Whether the process can work, and if not, what it waits for. */
export class Readiness {
  private waitingFor: string | null = 'starting';
  private readonly degraded = new Map<string, string>();

  /** @param what it waits for, for the health page and the log; null once it can work */
  wait(what: string | null): void {
    this.waitingFor = what;
  }

  get reason(): string | null {
    return this.waitingFor;
  }

  /** Something that the product can do without for a while: a queue, a mail relay. */
  note(part: string, trouble: string | null): void {
    if (trouble === null) this.degraded.delete(part);
    else this.degraded.set(part, trouble);
  }

  troubles(): Record<string, string> {
    return Object.fromEntries(this.degraded);
  }
}
