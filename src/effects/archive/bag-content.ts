import type { Readable } from 'node:stream';

/** Where the bytes of a file come from; a file on disk is streamed and never held in memory whole. */
export type ContentSource =
  { file: string } | { open: () => Promise<Readable> } | { bytes: Uint8Array } | { text: string };

/** A file that is to stand in a package. */
export interface BagContent {
  /** Inside the package, with forward slashes, beginning with data/. */
  path: string;
  source: ContentSource;
  /** When known: what the bytes must be. Other bytes than those that were cleared are never packed. */
  sha256?: string;
}
