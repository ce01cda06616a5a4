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
import { GatherNotices, type MailSettings } from '../effects/notifications/gather-notices.js';
import { EffectRegistry } from '../outbox/effect-registry.js';
import { Relay } from '../outbox/relay.js';
import type { Settings } from '../platform/settings.js';
import { Time } from '../platform/time.js';
import { Transactions } from '../platform/transactions.js';
import { DrainDueTimers } from '../timers/drain-due-timers.js';
import { checkClearance } from '../review/check-clearance.js';
import { composeArchive } from './compose-archive.js';
import { composeChannels } from './compose-channels.js';
import { composeDocuments } from './compose-documents.js';
import { composeRedaction } from './compose-redaction.js';
import { composeReview } from './compose-review.js';

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
  const actOnCase = new ActOnCase(transactions, definitions, worlds, checkClearance);
  const readCase = new ReadCase(pool, definitions, worlds);
  const core = {
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
    readCase,
  };
  const channels = composeChannels(core);
  const files = composeDocuments(core);
  const review = composeReview({ ...core, store: files.store });
  const archive = composeArchive({ ...core, documents: files.documents });
  const registry = new EffectRegistry(
    {
      publish: (effect) => channels.publishOnChannels.run(effect, 'posted'),
      'publish-interpretation': (effect) => channels.publishOnChannels.run(effect, 'interpretation-posted'),
      'take-down': (effect) => channels.withdrawFromChannels.takeDown(effect),
      'submit-to-archive': (effect) => archive.deliverSubmission.run(effect),
    },
    definitions.vocabulary,
  );
  return {
    ...core,
    ...channels,
    ...files,
    ...archive,
    ...review,
    ...composeRedaction({ ...core, ...files }),
    sessions: new Sessions(pool),
    registerPeople: new RegisterPeople(transactions, directories),
    pinDefinitions: new PinDefinitions(pool, definitions),
    drainDueTimers: new DrainDueTimers(transactions, definitions, worlds, actOnCase),
    gatherNotices: new GatherNotices(transactions, definitions, worlds, mailSettings(settings)),
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
