import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export const accessKey = 'AKIAGONGKAI';
export const secretKey = 'a-secret-that-only-the-bureau-knows';
export const region = 'cn-north-1';
export const bucketName = 'gongkai-files';

/** An object store that speaks S3 on the loopback address and believes nobody without a signature (SigV4). */
export class StandInS3 {
  readonly objects = new Map<string, Buffer>();
  /** What was asked of it, as `METHOD key?query`, in order; requests that were turned away included. */
  readonly asked: string[] = [];
  /** Statuses for the next requests, in order; 0 ends the connection, null lets one pass. */
  readonly faults: (number | null)[] = [];
  /** Carries the last request of a multipart upload out, and then loses the answer. */
  losesLastAnswer = false;
  /** Largest body of one request, in bytes. */
  largestBodyBytes = 0;
  readonly uploads = new Map<string, Map<number, Buffer>>();
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.endpoint);
    const body = await buffer(request);
    this.largestBodyBytes = Math.max(this.largestBodyBytes, body.length);
    const [, bucket, ...rest] = url.pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    this.asked.push(`${request.method} ${key}${url.search}`);
    const fault = this.faults.shift() ?? undefined;
    if (fault === 0) request.socket.destroy();
    else if (fault !== undefined) refuse(response, fault, 'SlowDown');
    else if (!isSigned(request, url)) refuse(response, 403, 'SignatureDoesNotMatch');
    else if (bucket !== bucketName) refuse(response, 404, 'NoSuchBucket');
    else this.answer({ method: request.method ?? '', key, query: url.searchParams, body, response });
  }

  private answer(asked: Asked): void {
    if (asked.query.has('uploads') || asked.query.has('uploadId')) this.answerParts(asked);
    else if (asked.method === 'PUT') {
      this.objects.set(asked.key, asked.body);
      asked.response.setHeader('ETag', tagOf(asked.body)).end();
    } else this.answerRead(asked);
  }

  private answerRead({ method, key, response }: Asked): void {
    const found = this.objects.get(key);
    if (!found) return refuse(response, 404, 'NoSuchKey');
    response.setHeader('Content-Length', found.length).setHeader('ETag', tagOf(found));
    response.end(method === 'HEAD' ? undefined : found);
  }

  private answerParts({ method, key, query, body, response }: Asked): void {
    const uploadId = query.get('uploadId') ?? `upload-${this.uploads.size + 1}`;
    if (method === 'POST' && query.has('uploads')) {
      this.uploads.set(uploadId, new Map());
      return xml(
        response,
        `<InitiateMultipartUploadResult><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const parts = this.uploads.get(uploadId);
    if (!parts) return refuse(response, 404, 'NoSuchUpload');
    if (method === 'PUT') {
      parts.set(Number(query.get('partNumber')), body);
      response.setHeader('ETag', tagOf(body)).end();
    } else if (method === 'DELETE') {
      this.uploads.delete(uploadId);
      response.writeHead(204).end();
    } else {
      const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) =>
        Number(number),
      );
      this.objects.set(key, Buffer.concat(named.map((number) => parts.get(number) ?? Buffer.alloc(0))));
      this.uploads.delete(uploadId);
      if (this.losesLastAnswer) response.destroy();
      else
        xml(response, `<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>`);
    }
  }
}

interface Asked {
  method: string;
  key: string;
  query: URLSearchParams;
  body: Buffer;
  response: ServerResponse;
}

function tagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function xml(response: ServerResponse, text: string): void {
  response.setHeader('Content-Type', 'application/xml').end(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.statusCode = status;
  xml(response, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Signature Version 4, worked out anew from the request and the shared secret. */
function isSigned(request: IncomingMessage, url: URL): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, key, day = '', zone = '', signed = '', signature = ''] =
    pattern.exec(request.headers.authorization ?? '') ?? [];
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const canonical = [
    request.method,
    url.pathname,
    query.join('&'),
    headers.join(''),
    signed,
    request.headers['x-amz-content-sha256'],
  ];
  const scope = `${day}/${zone}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical.join('\n'))].join(
    '\n',
  );
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  const expected = hmac(signingKey, text);
  return key === accessKey && timingSafeEqual(expected, Buffer.from(signature.padEnd(64, '0'), 'hex'));
}
