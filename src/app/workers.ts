import { SendMails } from '../effects/notifications/send-mails.js';
import { SmtpSender } from '../effects/notifications/smtp-sender.js';
import { queueStore, type WakeQueue, type WakeWorker } from '../platform/queues.js';
import { Rounds } from '../platform/rounds.js';
import { FeedWakeQueue } from '../timers/feed-wake-queue.js';
import { GuardClock } from '../timers/guard-clock.js';
import type { Services } from './compose.js';
import type { Readiness } from './readiness.js';

/** The sweeper leaves a due timer to the queue for this long; with the queue dead, it is the most that a deadline is late. */
const sweepGraceSeconds = 1;

/**
 * Everything that happens without anybody asking: the sweeper that guarantees the deadlines, the queue that makes them
 * punctual, the relay, the mails. All of it may run in many processes at once, and any of them may die at any line.
 */
export class Workers {
  private readonly rounds: Rounds[] = [];
  private queue: WakeQueue | null = null;
  private worker: WakeWorker | null = null;
  private readonly sender: SmtpSender;

  constructor(
    private readonly services: Services,
    private readonly readiness: Readiness,
    private readonly databaseUrl: string,
    smtpUrl: string,
  ) {
    this.sender = new SmtpSender({ url: smtpUrl });
  }

  start(): void {
    const { services } = this;
    const mails = new SendMails(services.pool, this.sender, (mail, { kind, ...rest }) => {
      this.readiness.note(
        'smtp',
        kind === 'server-fault' ? 'the mail relay does not answer; mails wait' : null,
      );
      services.log.warn({ mail, outcome: kind, ...rest }, 'a mail was not accepted');
    });
    const guard = new GuardClock(services.pool);
    this.repeat('sweep', 1_000, async () => {
      await services.releaseDueCases.run(); // ahead of the alarm that says that nobody released
      await services.drainDueTimers.run('sweep', sweepGraceSeconds);
    });
    this.repeat('clock guard', 1_000, async () => {
      const reason = await guard.run();
      if (reason !== null)
        services.log.error({ reason }, 'firing is halted until a security administrator releases it');
    });
    this.repeat('relay', 250, async () => void (await services.relay.run()));
    this.repeat('channels', 500, async () => {
      await services.withdrawFromChannels.run();
      await services.sendToChannels.run();
    });
    this.repeat('search', 1_000, async () => {
      await services.scanContents.run();
    });
    this.repeat('notices', 250, async () => void (await services.gatherNotices.run()));
    this.repeat('mails', 300, async () => {
      if ((await mails.run()) > 0) this.readiness.note('smtp', null);
    });
    this.repeat('directory', 5_000, () => services.directories.refresh());
    this.repeat('deliveries', 5_000, () => services.openDeliveries.run());
    this.openQueue();
  }

  /** The queue only makes things punctual: whatever is wrong with it is told and works nobody less. */
  private openQueue(): void {
    const { services, readiness } = this;
    const store = queueStore(services.settings.redisUrl, this.databaseUrl);
    const onError = (error: Error) => readiness.note('queue', `${store.kind}: ${error.message}`);
    const queue = store.openQueue(onError);
    const feed = new FeedWakeQueue(services.pool, queue);
    this.queue = queue;
    this.worker = store.openWorker(async () => {
      await services.releaseDueCases.run();
      await services.drainDueTimers.run('queue');
    }, onError);
    this.repeat('queue', 2_000, async () => {
      await feed.run();
      readiness.note('queue', null);
    });
  }

  private repeat(name: string, pauseMilliseconds: number, work: () => Promise<void>): void {
    const rounds = new Rounds(work, pauseMilliseconds, (error) => {
      this.services.log.warn({ err: error, round: name }, 'a round failed and will be tried again');
      if (name === 'queue')
        this.readiness.note('queue', error instanceof Error ? error.message : String(error));
    });
    this.rounds.push(rounds);
    rounds.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
    await Promise.all([this.worker?.close(), this.queue?.close()]);
    this.sender.close({ force: true });
  }
}
