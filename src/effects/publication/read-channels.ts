import type { Pool } from 'pg';
import type { Channels } from '../../definitions/load-channels.js';
import { asTx } from '../../platform/transactions.js';
import type { ChannelPosting } from './channel-posting.js';
import { readPostings } from './posting-rows.js';

type Shown =
  | 'channel'
  | 'kind'
  | 'fact'
  | 'isRequired'
  | 'state'
  | 'address'
  | 'postedAt'
  | 'confirmedAt'
  | 'confirmedBy'
  | 'evidence'
  | 'takenDownAt'
  | 'attempts'
  | 'lastError';
export interface ChannelView extends Pick<ChannelPosting, Shown> {
  zh: string;
  en: string;
  /** When the service tries next; null where it waits for a person or for nothing. */
  nextTryAt: Date | null;
}

/** Where a case stands on every channel, oldest posting first. */
export class ReadChannels {
  constructor(
    private readonly pool: Pool,
    private readonly channels: Channels,
  ) {}

  async run(caseId: string): Promise<ChannelView[]> {
    const postings = await readPostings(asTx(this.pool), caseId);
    return postings.map((posting) => viewOf(posting, this.channels));
  }
}

function viewOf(posting: ChannelPosting, channels: Channels): ChannelView {
  const { channel, kind, fact, isRequired, state, address, postedAt, confirmedAt, confirmedBy } = posting;
  const { evidence, takenDownAt, attempts, lastError, runAt } = posting;
  const isSent = kind === 'webhook' || kind === 'wechat';
  const isUnderWay = state === 'queued' || state === 'posting' || state === 'taking-down';
  return {
    channel,
    zh: channels[channel]?.zh ?? channel,
    en: channels[channel]?.en ?? channel,
    kind,
    fact,
    isRequired,
    state,
    address,
    postedAt,
    confirmedAt,
    confirmedBy,
    evidence,
    takenDownAt,
    attempts,
    lastError,
    nextTryAt: isSent && isUnderWay ? runAt : null,
  };
}
