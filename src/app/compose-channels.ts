import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ActOnCase } from '../cases/act-on-case.js';
import type { Definitions } from '../definitions/definitions.js';
import { planIndexNumbers } from '../documents/issue-index-number.js';
import { ChooseChannels } from '../effects/publication/choose-channels.js';
import { ConfirmByHand } from '../effects/publication/confirm-by-hand.js';
import { PublishOnChannels } from '../effects/publication/publish-on-channels.js';
import { ReadChannels } from '../effects/publication/read-channels.js';
import { ReleaseDueCases } from '../effects/publication/release-due-cases.js';
import { ReportPosted } from '../effects/publication/report-posted.js';
import { RetryPosting } from '../effects/publication/retry-posting.js';
import { SendToChannels, type Adapters } from '../effects/publication/send-to-channels.js';
import { SettlePosting } from '../effects/publication/settle-posting.js';
import { WebsiteChannel } from '../effects/publication/website-channel.js';
import { WechatChannel } from '../effects/publication/wechat-channel.js';
import { WithdrawFromChannels } from '../effects/publication/withdraw-from-channels.js';
import type { ChannelSettings } from '../platform/channel-settings.js';
import type { Settings } from '../platform/settings.js';
import type { Transactions } from '../platform/transactions.js';

interface Ground {
  pool: Pool;
  transactions: Transactions;
  definitions: Definitions;
  actOnCase: ActOnCase;
  settings: Settings;
  log: Logger;
}

/** Everything between a case and the places where the public reads it. */
export function composeChannels({ pool, transactions, definitions, actOnCase, settings, log }: Ground) {
  const { baseUrl } = settings;
  const chooseChannels = new ChooseChannels(definitions, settings.channels);
  const reportPosted = new ReportPosted(definitions, actOnCase);
  const withdrawFromChannels = new WithdrawFromChannels(pool, transactions, definitions, actOnCase);
  const settle = new SettlePosting(definitions, reportPosted, withdrawFromChannels);
  return {
    publishOnChannels: new PublishOnChannels(transactions, definitions, chooseChannels, reportPosted, {
      baseUrl,
      indexNumbers: planIndexNumbers(settings.files.indexNumber),
    }),
    withdrawFromChannels,
    sendToChannels: new SendToChannels(
      { pool, transactions, definitions, settle, baseUrl },
      adaptersFor(settings.channels),
      ({ caseId, channel }, why) =>
        log.warn({ case: caseId, channel, why }, 'a channel did not take a posting'),
    ),
    confirmByHand: new ConfirmByHand(transactions, definitions, reportPosted, withdrawFromChannels),
    retryPosting: new RetryPosting(transactions),
    readChannels: new ReadChannels(pool, definitions.channels),
    releaseDueCases: new ReleaseDueCases(pool, transactions, definitions, actOnCase, (caseId, codes) =>
      log.warn({ case: caseId, codes }, 'a scheduled release was refused; its clock tells people'),
    ),
  };
}

/** A channel without its settings has nobody to send for it. */
function adaptersFor({ website, wechat }: ChannelSettings): Adapters {
  return {
    ...(website ? { webhook: new WebsiteChannel(website) } : {}),
    ...(wechat ? { wechat: new WechatChannel(wechat) } : {}),
  };
}
