import type { ChannelKind } from '../../definitions/load-channels.js';
import type { FieldValue } from '../../engine/case-file.js';

/**
 * `queued`: nothing was sent. `posting`: something may have been sent, nothing is confirmed. `withdrawn`: it is not on
 * the channel and will not be. The two of taking down are for what was, or may have been, posted.
 */
export type PostingState =
  'queued' | 'posting' | 'confirmed' | 'failed' | 'withdrawn' | 'taking-down' | 'take-down-failed';

/** One case on one channel, as the table holds it. */
export interface ChannelPosting {
  id: number;
  caseId: string;
  seq: number;
  fact: string;
  channel: string;
  kind: ChannelKind;
  isRequired: boolean;
  seals: Record<string, string>;
  state: PostingState;
  externalId: string | null;
  address: string | null;
  postedAt: Date | null;
  confirmedAt: Date | null;
  confirmedBy: string | null;
  evidence: string | null;
  takenDownAt: Date | null;
  reportedAt: Date | null;
  attempts: number;
  lastError: string | null;
  runAt: Date;
  fence: number;
}

/** A field as it goes out: its titles and exactly the value that was cleared. */
export interface OutgoingField {
  name: string;
  zh: string;
  en: string;
  value: FieldValue;
}
export interface OutgoingFile {
  field: string;
  name: string;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  /** On the portal, where the same bytes can be fetched. */
  url: string;
}

/** What a channel is given. Nothing in it may be anything but what the seals cover. */
export interface Outgoing {
  posting: ChannelPosting;
  /** The same for every attempt, so that a channel that got it twice does it once. */
  idempotencyKey: string;
  number: string;
  indexNumber: string;
  title: string;
  portalAddress: string;
  fields: OutgoingField[];
  files: OutgoingFile[];
  /** PostgreSQL's clock when this attempt began; the receiver refuses what is too old. */
  sentAt: string;
}

export type ChannelOutcome =
  /** The channel took it and a further step follows at once: what it is called there is kept first. */
  | { kind: 'accepted'; externalId?: string; address?: string; postedAt?: string }
  /** The channel shows it. `postedAt` is the channel's own account of when. */
  | { kind: 'confirmed'; externalId?: string; address?: string; postedAt?: string; evidence: string }
  | { kind: 'retry'; why: string }
  /** Trying again would change nothing: a person must look. */
  | { kind: 'failed'; why: string };

/** A channel that the service itself posts on. Each call is one step and may be repeated after a crash. */
export interface ChannelAdapter {
  post(outgoing: Outgoing): Promise<ChannelOutcome>;
  takeDown(outgoing: Outgoing): Promise<ChannelOutcome>;
}
