import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { guardedRequest, isPrivateAddress } from '../../../src/effects/publication/guarded-request.js';

let server: Server;
let origin: string;
let asked = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    if (request.url === '/endless') {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      response.on('close', () => response.removeAllListeners('drain'));
      more();
    } else if (request.url === '/redirect') response.writeHead(302, { location: '/target' }).end();
    else response.end(`${request.method} ${request.url}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (url: string, isPrivateAllowed = true, origins = [origin]) =>
  guardedRequest({ origins, isPrivateAllowed }, { method: 'GET', url });

describe('an address that is nobody’s on the public internet', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2002:7f00:1::',
  ])('is known: %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '223.5.5.5', '2400:3200::1'])(
    'is told from a public one: %s',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});

describe('a request to a channel', () => {
  it('goes to the named site', async () => {
    expect(await get(`${origin}/page?a=1`)).toMatchObject({ status: 200, text: 'GET /page?a=1' });
  });

  it.each([
    'http://127.0.0.1:1/other-port',
    'http://localhost/other-name',
    'https://127.0.0.1/other-scheme',
    'file:///etc/passwd',
    'not an address',
  ])('is refused to any other: %s', async (url) => {
    await expect(get(url)).rejects.toMatchObject({ name: 'RequestRefused' });
  });

  it('is refused with a name and password in the address', async () => {
    await expect(get(origin.replace('//', '//name:word@'))).rejects.toMatchObject({ name: 'RequestRefused' });
  });

  it.each([
    ['in plain', (port: string) => `http://127.0.0.1:${port}`],
    ['by a name', (port: string) => `http://localhost:${port}`],
    ['in hexadecimal', (port: string) => `http://0x7f.1:${port}`],
    ['mapped into IPv6', (port: string) => `http://[::ffff:127.0.0.1]:${port}`],
  ])('is refused to a private address, written %s, unless the bureau allows it', async (_how, address) => {
    const before = asked;
    const url = address(new URL(origin).port);
    await expect(get(url, false, [new URL(url).origin])).rejects.toMatchObject({ name: 'RequestRefused' });
    expect(asked).toBe(before);
  });

  it('follows no redirect', async () => {
    const before = asked;
    expect(await get(`${origin}/redirect`)).toMatchObject({ status: 302 });
    expect(asked).toBe(before + 1);
  });

  it('ends when the answer has no end', async () => {
    await expect(get(`${origin}/endless`)).rejects.toThrow('the answer is too long');
  });
});
