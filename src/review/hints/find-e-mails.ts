import type { Reading, Span } from './hint.js';

const at = /@|[[(](?:at|AT)[\])]/g;
const localPart = /[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,63})\s{0,2}$/;
const domain = /^\s{0,2}[A-Za-z0-9-]{1,63}(?: ?\. ?[A-Za-z0-9-]{1,63}){1,4}/;
const longest = 70;

/** E-mail addresses (RFC 5322, the common form), also with spaces around the sign or (at) in its place. */
export function findEMails({ text }: Reading): Span[] {
  return [...text.matchAll(at)].flatMap(({ index, 0: sign }) => {
    const local = localPart.exec(text.slice(Math.max(0, index - longest), index))?.[0];
    const host = domain.exec(text.slice(index + sign.length, index + sign.length + longest * 3))?.[0];
    if (local === undefined || host === undefined || !/[A-Za-z]{2,}$/.test(host)) return [];
    return [{ start: index - local.length, end: index + sign.length + host.length }];
  });
}
