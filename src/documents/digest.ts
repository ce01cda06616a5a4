export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** For messages: what is no digest may be anything, and is not repeated. */
export function digestText(text: string): string {
  return isDigest(text) ? text : '(not a digest)';
}
