/** A local part may have 64 octets (RFC 5321 4.5.3.1.1); seven are ours. */
const outboxIdShape = /^[A-Za-z0-9-]{1,57}$/;
const bounceAddress = /(?:^|[\s<,:;])bounce\+([A-Za-z0-9-]{1,57})@/i;

/**
 * The return path of one outbox row: a relay that cannot deliver writes to it, and so says which mail it means
 * even when it encloses nothing of it (variable envelope return path).
 */
export function bouncePath(outboxId: string, domain: string): string {
  if (!outboxIdShape.test(outboxId)) {
    throw new RangeError(
      `An outbox id has letters, digits and hyphens, at most 57 of them; this one has not: ${JSON.stringify(outboxId)}`,
    );
  }
  return `bounce+${outboxId}@${domain}`;
}

/** The outbox row that a return path names, or null for another address. */
export function outboxIdOfBouncePath(addresses: string): string | null {
  return bounceAddress.exec(addresses)?.[1] ?? null;
}
