import { hash } from 'node:crypto';
import { canonicalJson } from '../engine/canonical-json.js';

export { canonicalJson };

/** One link of a case's ledger. `hash` covers the body and, through `prev`, everything before it. */
export interface AuditEntry {
  /** 1 for the first entry, then one more each time. */
  seq: number;
  /** Hash of the entry before; `chainStart` for the first. */
  prev: string;
  hash: string;
  /** Plain JSON only: what is stored must be what was hashed. */
  body: unknown;
}

/** Number and hash of the newest entry, kept outside the chain: only with it can a chain cut short be told. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export type ChainVerdict = { ok: true } | { ok: false; seq: number; why: string };

/** What the first entry of a chain points back to. */
export const chainStart = '0'.repeat(64);

/** The hash of an entry: SHA-256, in lower-case hexadecimal, of `prev`, a line feed and the body as canonical JSON. */
export function chainHash(prev: string, body: unknown): string {
  return hash('sha256', `${prev}\n${canonicalJson(body)}`, 'hex');
}

/**
 * Proves a chain link by link, not only at its ends, and stops at the first entry that is wrong.
 * @param entries in the order of their numbers; read once, so a million can be streamed past
 * @param head when known, also proves that nothing was cut off at the end
 */
export function verifyChain(entries: Iterable<AuditEntry>, head?: ChainHead): ChainVerdict {
  let seq = 0;
  let prev = chainStart;
  for (const entry of entries) {
    seq += 1;
    const why = linkFault(entry, seq, prev);
    if (why) return { ok: false, seq, why };
    prev = entry.hash;
  }
  return head ? compareWithHead(head, seq, prev) : { ok: true };
}

function linkFault(entry: AuditEntry, seq: number, prev: string): string | undefined {
  if (entry.seq !== seq)
    return `entry ${seq} was expected, but entry ${entry.seq} stands here: an entry was removed, added or moved`;
  if (entry.prev !== prev)
    return `entry ${seq} does not follow from the entry before it: its prev is not that entry's hash`;
  if (entry.hash !== chainHash(prev, entry.body))
    return `entry ${seq} was changed after it was written: its hash does not match its body`;
  return undefined;
}

function compareWithHead(head: ChainHead, seq: number, last: string): ChainVerdict {
  if (seq < head.seq)
    return {
      ok: false,
      seq: seq + 1,
      why: `the chain ends at entry ${seq}, but ${head.seq} entries were written: the end was cut off`,
    };
  if (seq > head.seq)
    return {
      ok: false,
      seq: head.seq + 1,
      why: `the chain has ${seq} entries, but only ${head.seq} were written: entries were added at the end`,
    };
  if (last === head.hash) return { ok: true };
  return {
    ok: false,
    seq,
    why: `entry ${seq} has another hash than the recorded head: the chain was rewritten`,
  };
}
