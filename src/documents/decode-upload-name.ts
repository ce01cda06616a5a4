/**
 * The name as it was meant. Form parsers hand over the bytes of a name as one character each (Latin-1), although
 * browsers send UTF-8 and old Chinese tools GBK. A name that holds wider characters was decoded already.
 */
export function decodeUploadName(raw: string): string {
  if (!/[\u0080-\u00ff]/.test(raw) || /[^\u0000-\u00ff]/.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return isGb2312(raw) ? new TextDecoder('gb18030').decode(bytes) : raw;
  }
}

/** Pairs of high bytes only: `résumé` is no such name, and stays what it is. */
function isGb2312(raw: string): boolean {
  return /^(?:[\u0000-\u007f]|[\u00a1-\u00f7][\u00a1-\u00fe])*$/.test(raw);
}
