import { Module, type DynamicModule } from '@nestjs/common';
import { MetricsController } from '../admin/metrics-controller.js';
import { OperationsController } from '../admin/operations-controller.js';
import { ReadMetrics } from '../admin/read-metrics.js';
import { ReadOperations } from '../admin/read-operations.js';
import { ReleaseOperations } from '../admin/release-operations.js';
import { Calendars } from '../calendars/calendars.js';
import { Definitions } from '../definitions/definitions.js';
import { KeepDocuments } from '../documents/keep-documents.js';
import { MailboxController, ReadMailbox } from '../mailbox/mailbox-controller.js';
import { Time } from '../platform/time.js';
import { FeedController } from '../public/feed-controller.js';
import { PagesController } from '../public/pages-controller.js';
import { PublicController } from '../public/public-controller.js';
import { PortalSource } from '../public/portal-source.js';
import { ReadEdition } from '../public/read-edition.js';
import { ReadPublicItem } from '../public/read-public-item.js';
import { ReadPublicItems } from '../public/read-public-items.js';
import { CalendarController } from '../reporting/calendar-controller.js';
import { LaterController } from '../reporting/later-controller.js';
import { ReadSource } from '../reporting/read-source.js';
import { ReadWorklist } from '../reporting/read-worklist.js';
import { WorklistController } from '../reporting/worklist-controller.js';
import type { Services } from './compose.js';

/** The lists, the portal and what administrators watch: it reads, and has its own small pool for that. */
@Module({})
export class ReadModule {
  static over({
    pool,
    log,
    settings,
    definitions,
    calendars,
    documents,
    time,
    worlds,
    transactions,
  }: Services): DynamicModule {
    const source = new ReadSource(pool.options.connectionString ?? '');
    const portal = new PortalSource(pool.options.connectionString ?? '');
    return {
      module: ReadModule,
      controllers: [
        WorklistController,
        CalendarController,
        LaterController,
        PublicController,
        PagesController,
        FeedController,
        MailboxController,
        OperationsController,
        MetricsController,
      ],
      providers: [
        { provide: ReadSource, useValue: source },
        { provide: ReadWorklist, useValue: new ReadWorklist(source, definitions, worlds, time) },
        { provide: PortalSource, useValue: portal },
        { provide: ReadEdition, useValue: new ReadEdition(portal, settings.baseUrl) },
        { provide: ReadPublicItems, useValue: new ReadPublicItems(portal) },
        { provide: ReadPublicItem, useValue: new ReadPublicItem(portal, definitions) },
        { provide: ReadMailbox, useValue: new ReadMailbox(pool) },
        { provide: ReadOperations, useValue: new ReadOperations(source) },
        { provide: ReleaseOperations, useValue: new ReleaseOperations(transactions, log) },
        { provide: ReadMetrics, useValue: new ReadMetrics(pool, calendars) },
        { provide: Calendars, useValue: calendars },
        { provide: Definitions, useValue: definitions },
        { provide: KeepDocuments, useValue: documents },
        { provide: Time, useValue: time },
      ],
    };
  }
}
