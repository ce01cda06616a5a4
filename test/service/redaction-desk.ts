import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openHttp } from '../../src/app/open-http.js';
import { Readiness } from '../../src/app/readiness.js';
import type { DocumentView } from '../../src/cases/read-case.js';
import type { RedactionProposal } from '../../src/redaction/propose-spans.js';
import type { RedactedDocument } from '../../src/redaction/redact-document.js';
import type { Review } from '../../src/review/read-review.js';
import { openDraft } from './policy-document.js';
import { password, runService, type RunningService } from './running-service.js';

export interface Answer<Body> {
  status: number;
  body: Body;
}
export interface Refused {
  code: string;
  reasons: { code: string; detail: string; detailEn: string }[];
}
export interface Asked {
  document: string;
  spans: { find: string; kind?: string; mask?: string }[];
  field?: string;
  commandId?: string;
}

/** The real service behind its HTTP door, with people who have files covered. */
export class RedactionDoor {
  private constructor(
    readonly service: RunningService,
    private readonly app: Awaited<ReturnType<typeof openHttp>>,
    private readonly tokens = new Map<string, string>(),
  ) {}

  static async open(): Promise<RedactionDoor> {
    const service = await runService();
    await service.moveTo('2016-06-28T09:00:00+08:00');
    const readiness = new Readiness();
    readiness.wait(null);
    return new RedactionDoor(service, await openHttp(service.services, readiness));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.service.end();
  }

  /** A draft with one file, searched. */
  async draftWith(
    name: string,
    bytes: Buffer | string,
    field = 'document',
  ): Promise<{ id: string; document: string }> {
    const { id } = await openDraft(this.service);
    return { id, document: await this.bring(id, name, bytes, field) };
  }

  /** @returns the id of the new version */
  async bring(id: string, name: string, bytes: Buffer | string, field = 'document'): Promise<string> {
    const form = new FormData();
    form.append(field, new Blob([Buffer.from(bytes as string)]), name);
    const path = `/api/v1/cases/${id}/files`;
    const answer = await this.ask<{ file: { file: string } }>(path, 'drafter', {
      method: 'POST',
      body: form,
    });
    await this.service.search();
    return answer.body.file.file;
  }

  proposal(id: string, document: string, person = 'drafter'): Promise<Answer<RedactionProposal>> {
    return this.ask(`/api/v1/cases/${id}/redactions/proposal?document=${document}`, person);
  }

  /** Has a file covered; the new bytes are then searched, as the worker would. */
  async redact(id: string, asked: Asked, person = 'drafter'): Promise<Answer<RedactedDocument & Refused>> {
    const answer = await this.ask<RedactedDocument & Refused>(`/api/v1/cases/${id}/redactions`, person, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ commandId: randomUUID(), ...asked }),
    });
    await this.service.search();
    return answer;
  }

  async documents(id: string): Promise<DocumentView[]> {
    const path = `/api/v1/cases/${id}/documents`;
    return (await this.ask<{ documents: DocumentView[] }>(path, 'drafter')).body.documents;
  }

  async content(id: string, document: string): Promise<Buffer> {
    const response = await this.fetch(`/api/v1/cases/${id}/documents/${document}/content`, 'drafter', {});
    return Buffer.from(await response.arrayBuffer());
  }

  async reviewed(id: string, field = 'document'): Promise<Review['items'][number] | undefined> {
    const { body } = await this.ask<Review>(`/api/v1/cases/${id}/review`, 'drafter');
    return body.items.find((item) => item.field === field);
  }

  /** What redactions left on the disk. */
  leftovers(): Promise<string[]> {
    return readdir(join(this.service.dataDirectory, 'redacting'));
  }

  private async ask<Body>(path: string, person: string, init: RequestInit = {}): Promise<Answer<Body>> {
    const response = await this.fetch(path, person, init);
    return { status: response.status, body: (await response.json()) as Body };
  }

  private async fetch(path: string, person: string, init: RequestInit): Promise<Response> {
    const token = this.tokens.get(person) ?? (await this.signIn(person));
    this.tokens.set(person, token);
    const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${token}` };
    return fetch(`${this.address}${path}`, { ...init, headers });
  }

  private async signIn(username: string): Promise<string> {
    const response = await fetch(`${this.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    return ((await response.json()) as { token: string }).token;
  }

  private get address(): string {
    return `http://127.0.0.1:${(this.app.getHttpServer().address() as { port: number }).port}`;
  }
}
