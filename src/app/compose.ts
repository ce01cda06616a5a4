import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Directories } from '../access/directories.js';
import { Sessions } from '../access/sessions.js';
import { RegisterPeople } from '../admin/register-people.js';
import { Calendars } from '../calendars/calendars.js';
import { ActOnCase } from '../cases/act-on-case.js';
import { ReadCase } from '../cases/read-case.js';
import { Worlds } from '../cases/worlds.js';
import { Definitions } from '../definitions/definitions.js';
import { loadDefinitions } from '../definitions/load-definitions.js';
import { PinDefinitions } from '../definitions/pin-definitions.js';
import { LocalByteStore } from '../documents/local-byte-store.js';
import { KeepDocuments } from '../documents/keep-documents.js';
import { UploadDocument } from '../documents/upload-document.js';
import { DeliverSubmission } from '../effects/archive/deliver-submission.js';
import { OpenDeliveries } from '../effects/archive/open-deliveries.js';
import { ReadSubmissions } from '../effects/archive/read-submissions.js';
import { RecordReceipt } from '../effects/archive/record-receipt.js';
import { RunQuarter } from '../effects/archive/run-quarter.js';
import { GatherNotices, type MailSettings } from '../effects/notifications/gather-notices.js';
import { PublishOnPortal } from '../effects/publication/publish-on-portal.js';
import { TakeDownFromPortal } from '../effects/publication/take-down-from-portal.js';
import { EffectRegistry } from '../outbox/effect-registry.js';
import { Relay } from '../outbox/relay.js';
import type { Settings } from '../platform/settings.js';
import { Time } from '../platform/time.js';
import { Transactions } from '../platform/transactions.js';
import { DrainDueTimers } from '../timers/drain-due-timers.js';

/**
 * Everything that the product is made of, put together in one place and by hand: what depends on what can be read here
 * from top to bottom. HTTP, workers and the command line all start from it.
 */
export function compose(settings: Settings, pool: Pool, root: string, log: Logger) {
  const workflows = join(root, 'workflows');
  const definitions = new Definitions(loadDefinitions(workflows));
  const calendars = Calendars.fromFolder(workflows);
  const transactions = new Transactions(pool);
  const time = new Time(pool);
  const directories = new Directories(pool);
  const worlds = new Worlds(calendars, directories);
  const actOnCase = new ActOnCase(transactions, definitions, worlds);
  const portal = new PublishOnPortal(transactions, definitions, actOnCase, settings.baseUrl);
  const takeDown = new TakeDownFromPortal(transactions, definitions, actOnCase);
  const store = new LocalByteStore(join(settings.dataDirectory, 'files'));
  const documents = new KeepDocuments(store);
  const { dataDirectory } = settings;
  const deliver = new DeliverSubmission(transactions, actOnCase, dataDirectory);
  const runQuarter = new RunQuarter({ transactions, time, actOnCase, definitions, documents, dataDirectory });
  const registry = new EffectRegistry(
    {
      publish: (effect) => portal.run(effect, 'posted'),
      'publish-interpretation': (effect) => portal.run(effect, 'interpretation-posted'),
      'take-down': (effect) => takeDown.run(effect),
      'submit-to-archive': (effect) => deliver.run(effect),
    },
    definitions.vocabulary,
  );
  const mail = mailSettings(settings);
  return {
    settings,
    pool,
    log,
    definitions,
    calendars,
    transactions,
    time,
    directories,
    worlds,
    actOnCase,
    store,
    documents,
    uploadDocument: new UploadDocument(transactions, definitions, actOnCase, store, documents),
    runQuarter,
    openDeliveries: new OpenDeliveries(pool, runQuarter),
    recordReceipt: new RecordReceipt(transactions, actOnCase),
    readSubmissions: new ReadSubmissions(pool),
    readCase: new ReadCase(pool, definitions, worlds),
    sessions: new Sessions(pool),
    registerPeople: new RegisterPeople(transactions, directories),
    pinDefinitions: new PinDefinitions(pool, definitions),
    drainDueTimers: new DrainDueTimers(transactions, definitions, worlds, actOnCase),
    gatherNotices: new GatherNotices(transactions, definitions, worlds, mail),
    relay: new Relay(pool, registry, (effect, error) =>
      log.warn(
        { err: error, effect: effect.effect, outbox: effect.id, case: effect.caseId },
        'an effect failed and will be tried again',
      ),
    ),
  };
}

export type Services = ReturnType<typeof compose>;

function mailSettings(settings: Settings): MailSettings {
  return {
    from: { name: '公开 Gongkai', address: settings.mailFrom },
    mailDomain: settings.mailFrom.split('@')[1] ?? 'localhost.localdomain',
    baseUrl: settings.baseUrl,
    showTitles: false,
  };
}
