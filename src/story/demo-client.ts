import { randomUUID } from 'node:crypto';
import { demoPassword } from '../app/demo-people.js';

export interface Answer {
  status: number;
  body: Record<string, unknown> & { reasons?: { code: string; detail: string }[] };
}

/** Speaks to a running demo as its people do: over HTTP, each signed in under an own name. */
export class DemoClient {
  private readonly tokens = new Map<string, string>();

  constructor(readonly baseUrl: string) {}

  async signIn(username: string): Promise<void> {
    const { status, body } = await this.call(null, 'POST', '/api/v1/session', {
      username,
      password: demoPassword,
    });
    if (status !== 200) throw new Error(`${username} 无法登录 (cannot sign in): ${String(body['detail'])}`);
    this.tokens.set(username, String(body['token']));
  }

  get(who: string | null, path: string): Promise<Answer> {
    return this.call(who, 'GET', path);
  }

  post(who: string, path: string, body: Record<string, unknown>): Promise<Answer> {
    return this.call(who, 'POST', path, body);
  }

  act(who: string, caseId: string, action: string, data: Record<string, unknown> = {}): Promise<Answer> {
    return this.post(who, `/api/v1/cases/${caseId}/actions`, { action, data, commandId: randomUUID() });
  }

  async upload(
    who: string,
    caseId: string,
    field: string,
    name: string,
    text: string,
    also: Record<string, string> = {},
  ): Promise<Answer> {
    const form = new FormData();
    for (const [key, value] of Object.entries(also)) form.set(key, value);
    form.set(field, new Blob([text], { type: 'text/plain' }), name);
    const response = await fetch(`${this.baseUrl}/api/v1/cases/${caseId}/files`, {
      method: 'POST',
      body: form,
      headers: this.headersFor(who),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  private async call(
    who: string | null,
    method: string,
    path: string,
    body?: Record<string, unknown>,
  ): Promise<Answer> {
    const headers = { ...this.headersFor(who), ...(body ? { 'content-type': 'application/json' } : {}) };
    const response = await fetch(this.baseUrl + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text.startsWith('{') ? JSON.parse(text) : { text }) as Answer['body'],
    };
  }

  private headersFor(who: string | null): Record<string, string> {
    const token = who === null ? undefined : this.tokens.get(who);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }
}
