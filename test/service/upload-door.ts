import { connect } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openHttp } from '../../src/app/open-http.js';
import { Readiness } from '../../src/app/readiness.js';
import { password, runService, type RunningService } from './running-service.js';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface SentFile {
  field: string;
  name: string;
  bytes: Buffer | string;
  type?: string;
  commandId?: string;
}

/** The real service behind its real HTTP door, and people who come through it. */
export class UploadDoor {
  private constructor(
    readonly service: RunningService,
    private readonly app: Awaited<ReturnType<typeof openHttp>>,
    private readonly tokens = new Map<string, string>(),
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<UploadDoor> {
    const service = await runService(settings);
    await service.moveTo('2016-06-28T09:00:00+08:00');
    const readiness = new Readiness();
    readiness.wait(null);
    return new UploadDoor(service, await openHttp(service.services, readiness));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.service.end();
  }

  get port(): number {
    return (this.app.getHttpServer().address() as { port: number }).port;
  }

  async get(path: string, person: string): Promise<Response> {
    return fetch(`${this.address}${path}`, { headers: await this.headersOf(person) });
  }

  /** Brings one file into a case, as a browser would. */
  async send(
    caseId: string,
    { field, name, bytes, type, commandId }: SentFile,
    person = 'drafter',
  ): Promise<Answer> {
    const form = new FormData();
    if (commandId !== undefined) form.append('commandId', commandId);
    form.append(field, new Blob([Buffer.from(bytes)], { type: type ?? '' }), name);
    const response = await fetch(`${this.address}/api/v1/cases/${caseId}/files`, {
      method: 'POST',
      headers: await this.headersOf(person),
      body: form,
    });
    const { status, headers } = response;
    return { status, headers, body: (await response.json()) as Record<string, unknown> };
  }

  /** Begins to send and goes away as soon as something of it is on the disk. */
  async breakOff(caseId: string, isOnDisk: () => Promise<boolean>): Promise<void> {
    const { Authorization } = await this.headersOf('drafter');
    const socket = connect(this.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /api/v1/cases/${caseId}/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${Authorization}\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 10000000\r\n\r\n' +
        '--b\r\nContent-Disposition: form-data; name="document"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n',
    );
    while (!(await isOnDisk()))
      await new Promise((resolve) => socket.write('政务公开'.repeat(10_000), resolve));
    socket.destroy();
  }

  /** Every file that the store has on the disk, those in staging included. */
  async files(): Promise<string[]> {
    const entries = await readdir(join(this.service.dataDirectory, 'files'), {
      recursive: true,
      withFileTypes: true,
    });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  private get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async headersOf(username: string): Promise<{ Authorization: string }> {
    const token = this.tokens.get(username) ?? (await this.signIn(username));
    this.tokens.set(username, token);
    return { Authorization: `Bearer ${token}` };
  }

  private async signIn(username: string): Promise<string> {
    const response = await fetch(`${this.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    return ((await response.json()) as { token: string }).token;
  }
}
