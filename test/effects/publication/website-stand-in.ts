import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedCall {
  headers: IncomingMessage['headers'];
  text: string;
  body: {
    kind: string;
    caseId: string;
    title?: string;
    indexNumber?: string;
    seals?: Record<string, string>;
    files?: { url: string; sha256: string }[];
    fields?: { name: string; value: unknown }[];
  };
}
/** A website's content system on the loopback: takes signed postings, each key once, and shows the pages. */
export interface WebsiteStandIn {
  origin: string;
  url: string;
  calls: ReceivedCall[];
  /** Title by path; empty for a page that is not there. */
  pages: Map<string, string>;
  /** Whether a posting shows at once; otherwise the page comes later, by hand. */
  isPrompt: boolean;
  /** Answers the coming calls of the webhook with these, before it works again. */
  next: { status: number; headers?: Record<string, string>; body?: string }[];
  /** What it says of the time of posting; nothing leaves that to the Date header. */
  postedAt: string | null;
  /** Awaited before a call is answered. */
  hold: Promise<void>;
  close(): Promise<void>;
}

export async function startWebsite(): Promise<WebsiteStandIn> {
  const done = new Map<string, string>();
  const standIn: Omit<WebsiteStandIn, 'origin' | 'url' | 'close'> = {
    calls: [],
    pages: new Map(),
    isPrompt: true,
    next: [],
    postedAt: null,
    hold: Promise.resolve(),
  };
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === 'POST') await take(request, response);
      else show(request, response);
    })();
  });
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const body = JSON.parse(text) as ReceivedCall['body'];
    standIn.calls.push({ headers: request.headers, text, body });
    await standIn.hold;
    const scripted = standIn.next.shift();
    if (scripted) {
      response.writeHead(scripted.status, scripted.headers).end(scripted.body);
      return;
    }
    const key = String(request.headers['idempotency-key']);
    const path = done.get(key) ?? `/zwgk/${body.caseId}.html`;
    if (body.kind === 'take-down') standIn.pages.delete(path);
    else if (standIn.isPrompt && !done.has(key)) standIn.pages.set(path, body.title ?? '');
    done.set(key, path);
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        address: `${origin}${path}`,
        ...(standIn.postedAt === null ? {} : { postedAt: standIn.postedAt }),
      }),
    );
  }
  function show(request: IncomingMessage, response: ServerResponse): void {
    const title = standIn.pages.get(request.url ?? '');
    if (title === undefined) response.writeHead(404).end('not found');
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<h1>${title}</h1>`);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(standIn, {
    origin,
    url: `${origin}/hooks/gongkai`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  });
}
