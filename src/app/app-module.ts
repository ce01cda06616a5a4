import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { SessionController } from '../access/session-controller.js';
import { SessionGuard } from '../access/session-guard.js';
import { Sessions } from '../access/sessions.js';
import { ActOnCase } from '../cases/act-on-case.js';
import { CasesController } from '../cases/cases-controller.js';
import { ReadCase } from '../cases/read-case.js';
import { DocumentsController } from '../documents/documents-controller.js';
import { KeepDocuments } from '../documents/keep-documents.js';
import { UploadDocument } from '../documents/upload-document.js';
import { ArchiveController } from '../effects/archive/archive-controller.js';
import { ReadSubmissions } from '../effects/archive/read-submissions.js';
import { RecordReceipt } from '../effects/archive/record-receipt.js';
import { RunQuarter } from '../effects/archive/run-quarter.js';
import { ChannelsController } from '../effects/publication/channels-controller.js';
import { ConfirmByHand } from '../effects/publication/confirm-by-hand.js';
import { ReadChannels } from '../effects/publication/read-channels.js';
import { RetryPosting } from '../effects/publication/retry-posting.js';
import { Definitions } from '../definitions/definitions.js';
import { WorkflowsController } from '../definitions/workflows-controller.js';
import { Time } from '../platform/time.js';
import { Transactions } from '../platform/transactions.js';
import { ProposeSpans } from '../redaction/propose-spans.js';
import { RedactDocument } from '../redaction/redact-document.js';
import { RedactionController } from '../redaction/redaction-controller.js';
import { GiveVerdicts } from '../review/give-verdicts.js';
import { ReadReview } from '../review/read-review.js';
import { ReadWithheld } from '../review/read-withheld.js';
import { ReviewController } from '../review/review-controller.js';
import type { Services } from './compose.js';
import { DemoController } from './demo-controller.js';
import { HealthController } from './health-controller.js';
import { ReadModule } from './read-module.js';
import { Readiness } from './readiness.js';
import { RootController } from './root-controller.js';

/** The HTTP side: thin controllers over the services that `compose` made. */
@Module({})
export class AppModule {
  static over(services: Services, readiness: Readiness): DynamicModule {
    return {
      module: AppModule,
      imports: [ReadModule.over(services)],
      controllers: [
        SessionController,
        CasesController,
        DocumentsController,
        ArchiveController,
        ChannelsController,
        ReviewController,
        RedactionController,
        WorkflowsController,
        DemoController,
        HealthController,
        RootController,
      ],
      providers: [
        { provide: Sessions, useValue: services.sessions },
        { provide: ActOnCase, useValue: services.actOnCase },
        { provide: ReadCase, useValue: services.readCase },
        { provide: KeepDocuments, useValue: services.documents },
        { provide: UploadDocument, useValue: services.uploadDocument },
        { provide: RunQuarter, useValue: services.runQuarter },
        { provide: RecordReceipt, useValue: services.recordReceipt },
        { provide: ReadSubmissions, useValue: services.readSubmissions },
        { provide: ReadChannels, useValue: services.readChannels },
        { provide: ConfirmByHand, useValue: services.confirmByHand },
        { provide: RetryPosting, useValue: services.retryPosting },
        { provide: ReadReview, useValue: services.readReview },
        { provide: GiveVerdicts, useValue: services.giveVerdicts },
        { provide: RedactDocument, useValue: services.redactDocument },
        { provide: ProposeSpans, useValue: services.proposeSpans },
        { provide: ReadWithheld, useValue: services.readWithheld },
        { provide: Definitions, useValue: services.definitions },
        { provide: Transactions, useValue: services.transactions },
        { provide: Time, useValue: services.time },
        { provide: Readiness, useValue: readiness },
        {
          provide: APP_GUARD,
          useFactory: (reflector: Reflector) => new SessionGuard(reflector, services.sessions),
          inject: [Reflector],
        },
      ],
    };
  }
}
