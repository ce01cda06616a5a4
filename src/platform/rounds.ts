/**
 * Repeats some work for as long as the process lives: each round begins a while after the last one ended, so that rounds
 * never pile up. A round that fails is told and tried again; it ends nothing.
 */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly work: () => Promise<void>,
    private readonly pauseMilliseconds: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.isStopped = false;
    this.plan(0);
  }

  /** Ends after the round that is under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(milliseconds: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round();
    }, milliseconds);
  }

  private async round(): Promise<void> {
    try {
      await this.work();
    } catch (error) {
      this.onError(error);
    }
    this.plan(this.pauseMilliseconds * (0.8 + 0.4 * Math.random())); // jitter: many processes shall not sweep in step
  }
}
