import { lookup } from 'node:dns/promises';
import { request as requestPlain, type IncomingHttpHeaders } from 'node:http';
import { request as requestSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface GuardedRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string;
}
export interface GuardedAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}
/** Where the service may go. Everything else is refused before a connection is made. */
export interface RequestGuard {
  origins: readonly string[];
  /** A bureau may name a server in its own network; nobody else's answer can lead there. */
  isPrivateAllowed: boolean;
}

/** An address that the service does not go to, whatever asked for it. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
}

const mostMilliseconds = 20_000;
const mostBytes = 4 * 1024 * 1024;

/** Networks that are nobody's public address: RFC 6890, and what is mapped or tunnelled into them. */
const closed = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(network, prefix, 'ipv6');

export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(?:0:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPrivateAddress(mapped);
  if (/^::ffff:/i.test(address)) return true; // the hexadecimal way to write the same
  return closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * One request to one of the named origins. The name is resolved here and the connection goes to that very address, so a
 * name that changes its mind leads nowhere (ASVS 5.0 1.3.6). Redirects are answers, not orders: they are not followed.
 * @throws RequestRefused before anything is sent; Error when the server does not answer in time or says too much
 */
export async function guardedRequest(
  guard: RequestGuard,
  { method, url, headers = {}, body }: GuardedRequest,
): Promise<GuardedAnswer> {
  if (!URL.canParse(url)) throw new RequestRefused(`不是网址 (not an address): ${url.slice(0, 200)}`);
  const target = new URL(url);
  if (!guard.origins.includes(target.origin) || target.username !== '' || target.password !== '')
    throw new RequestRefused(`不在允许访问的网站内 (not on an allowed site): ${target.origin}`);
  const pinned = await resolve(target.hostname.replace(/^\[|\]$/g, ''), guard);
  const send = target.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((done, fail) => {
    const sent = send(
      target,
      {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
        lookup: pinnedLookup(pinned),
        agent: false,
        signal: AbortSignal.timeout(mostMilliseconds),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > mostBytes)
            response.destroy(new Error(`回复超过 ${mostBytes} 字节 (the answer is too long)`));
          else chunks.push(chunk);
        });
        response.on('error', fail);
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', (error) => fail(new Error(`${target.origin} 没有应答 (no answer): ${error.message}`)));
    sent.end(body);
  });
}

interface Pinned {
  address: string;
  family: number;
}

async function resolve(hostname: string, guard: RequestGuard): Promise<Pinned> {
  const found = await lookup(hostname, { all: true });
  const refused = guard.isPrivateAllowed ? undefined : found.find(({ address }) => isPrivateAddress(address));
  const [first] = found;
  if (refused || !first)
    throw new RequestRefused(
      `${hostname} 指向内部地址，已拒绝 (it leads to a private address; allow it with CHANNEL_PRIVATE_ADDRESSES)`,
    );
  return first;
}

function pinnedLookup({ address, family }: Pinned): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}
