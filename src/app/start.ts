import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Mailbox } from '../mailbox/mailbox.js';
import { MailboxStore } from '../mailbox/mailbox-store.js';
import { openPool } from '../platform/database.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../platform/embedded-postgres.js';
import { ConfigurationFault } from '../platform/faults.js';
import { migrate } from '../platform/migrate.js';
import type { Settings } from '../platform/settings.js';
import { compose, type Services } from './compose.js';
import { openHttp } from './open-http.js';
import { Readiness } from './readiness.js';
import { seedDemo } from './seed-demo.js';
import { Workers } from './workers.js';

export interface Running {
  services: Services;
  readiness: Readiness;
  url: string;
  mailboxUrl: string | null;
  /** Ends everything in order. Whatever hangs is left to the end of the process. */
  stop(): Promise<void>;
}

/** Connections of one process; a share of the hundred that PostgreSQL gives. */
const mostConnections = 20;
const waitMilliseconds = 1_000;

/** Starts the product: database, HTTP, migration, workers. What is absent is named and waited for. */
export async function start(settings: Settings, root: string): Promise<Running> {
  const log = pino({
    level: settings.logLevel,
    base: { role: settings.role },
    redact: ['req.headers', 'password'],
  });
  const readiness = new Readiness();
  const embedded =
    settings.databaseUrl === null
      ? await startEmbeddedPostgres({
          directory: join(settings.dataDirectory, 'postgres'),
          log: (line) => log.info(line),
        })
      : null;
  const databaseUrl = embedded?.url ?? settings.databaseUrl ?? '';
  const pool = openPool(databaseUrl, mostConnections, `gongkai-${settings.role}`);
  const parts: Parts = { pool, embedded, app: null, workers: null, mailbox: null, readiness };
  try {
    const services = compose(settings, pool, root, log);
    await services.store.start();
    if (settings.role !== 'worker') parts.app = await openHttp(services, readiness);
    await prepareDatabase(services, databaseUrl, root, readiness);
    const mailboxUrl = await startWork(services, parts, databaseUrl);
    readiness.wait(null);
    return {
      services,
      readiness,
      url: addressOf(parts.app, settings),
      mailboxUrl,
      stop: () => stop(parts, log),
    };
  } catch (error) {
    await stop(parts, log);
    throw error;
  }
}

interface Parts {
  pool: ReturnType<typeof openPool>;
  embedded: EmbeddedPostgres | null;
  app: NestExpressApplication | null;
  workers: Workers | null;
  mailbox: Mailbox | null;
  readiness: Readiness;
}

/** Migrates and fills an empty demo. A database that does not answer is waited for; one that can't be used ends the start. */
async function prepareDatabase(
  services: Services,
  databaseUrl: string,
  root: string,
  readiness: Readiness,
): Promise<void> {
  for (;;) {
    try {
      readiness.wait('PostgreSQL');
      await migrate(databaseUrl, join(root, 'migrations'));
      await services.pinDefinitions.run();
      await services.directories.refresh();
      await services.scanContents.askForMissing();
      await seedDemo(services, root);
      return;
    } catch (error) {
      if (error instanceof ConfigurationFault || !isAbsence(error)) throw error;
      services.log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'PostgreSQL does not answer (DATABASE_URL); trying again',
      );
      await new Promise((resolve) => setTimeout(resolve, waitMilliseconds));
    }
  }
}

function isAbsence(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return (
    /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|57P0|08)/.test(code) ||
    (error instanceof Error && /timeout|terminated/i.test(error.message)) ||
    error instanceof AggregateError
  );
}

/** @returns the address of the built-in mailbox, if that is where mail goes */
async function startWork(services: Services, parts: Parts, databaseUrl: string): Promise<string | null> {
  const { settings, pool, log } = services;
  if (settings.role === 'api') return null;
  let smtpUrl = settings.smtpUrl;
  if (smtpUrl === null) {
    parts.mailbox = new Mailbox(new MailboxStore(pool), (error) =>
      log.warn({ err: error }, 'the built-in mailbox had a problem'),
    );
    smtpUrl = await parts.mailbox.listen();
  }
  parts.workers = new Workers(services, parts.readiness, databaseUrl, smtpUrl);
  parts.workers.start();
  return settings.smtpUrl === null ? smtpUrl : null;
}

function addressOf(app: NestExpressApplication | null, settings: Settings): string {
  const address = app?.getHttpServer().address() as { port: number } | null | undefined;
  return `http://${settings.host === '0.0.0.0' ? 'localhost' : settings.host}:${address?.port ?? settings.port}`;
}

/** First nobody new comes in, then what is under way ends, then what it stood on. */
async function stop({ app, workers, mailbox, pool, embedded, readiness }: Parts, log: Logger): Promise<void> {
  readiness.wait('stopping');
  const steps: [string, () => Promise<unknown> | undefined][] = [
    ['HTTP', () => app?.close()],
    ['workers', () => workers?.stop()],
    ['mailbox', () => mailbox?.close()],
    ['database connections', () => pool.end()],
    ['PostgreSQL', () => embedded?.stop()],
  ];
  for (const [name, step] of steps) {
    try {
      await step();
    } catch (error) {
      log.warn({ err: error, step: name }, 'stopping went on without it');
    }
  }
}
