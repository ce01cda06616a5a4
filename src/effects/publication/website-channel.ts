import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { WebsiteSettings } from '../../platform/channel-settings.js';
import type { ChannelAdapter, ChannelOutcome, Outgoing } from './channel-posting.js';
import { guardedRequest, RequestRefused, type GuardedAnswer, type RequestGuard } from './guarded-request.js';

/** What the content system answers: where the item can be read, and if it likes since when. */
const answerSchema = z.object({
  address: z.url().max(2000).optional(),
  postedAt: z.iso.datetime({ offset: true }).optional(),
});

/** `X-Gongkai-Signature`: HMAC-SHA256 in hex over timestamp, a dot and the body, so that neither can be changed or replayed. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/**
 * A website's own content system, told by a signed webhook. It is believed when the page that it names can be fetched
 * and shows the item: an answer alone is a promise, not a posting.
 */
export class WebsiteChannel implements ChannelAdapter {
  private readonly guard: RequestGuard;

  constructor(private readonly settings: WebsiteSettings) {
    const { url, pageOrigin, isPrivateAllowed } = settings;
    this.guard = { origins: [new URL(url).origin, pageOrigin], isPrivateAllowed };
  }

  async post(outgoing: Outgoing): Promise<ChannelOutcome> {
    const { address } = outgoing.posting;
    return refusalIsFinal(() => (address === null ? this.hand(outgoing) : this.look(outgoing, address)));
  }

  async takeDown(outgoing: Outgoing): Promise<ChannelOutcome> {
    return refusalIsFinal(async () => {
      const answer = await this.send(outgoing, { kind: 'take-down', address: outgoing.posting.address });
      const trouble = troubleOf(answer);
      if (trouble && answer.status !== 404 && answer.status !== 410) return trouble;
      const { address } = outgoing.posting;
      if (address === null || !(await this.shows(outgoing, address)).isShown)
        return { kind: 'confirmed', evidence: `网站已撤下 ${address ?? ''} (no longer on the website)` };
      return { kind: 'retry', why: `${address} 仍可读到 (the page can still be read)` };
    });
  }

  private async hand(outgoing: Outgoing): Promise<ChannelOutcome> {
    const { title, indexNumber, number, fields, files, posting, portalAddress } = outgoing;
    const answer = await this.send(outgoing, {
      kind: 'post',
      number,
      indexNumber,
      title,
      fields,
      files,
      seals: posting.seals,
      portalAddress,
    });
    const trouble = troubleOf(answer);
    if (trouble) return trouble;
    const parsed = answerSchema.safeParse(parseJson(answer.text));
    if (!parsed.success || parsed.data.address === undefined)
      return { kind: 'retry', why: '网站没有回复发布网址 (the answer names no address)' };
    const { address, postedAt = dateOf(answer) } = parsed.data;
    if (!this.guard.origins.includes(new URL(address).origin))
      return { kind: 'failed', why: `网站回复的网址不在本站内 (the address is on another site): ${address}` };
    return { kind: 'accepted', address, ...(postedAt === undefined ? {} : { postedAt }) };
  }

  private async look(outgoing: Outgoing, address: string): Promise<ChannelOutcome> {
    const { isShown, status, at } = await this.shows(outgoing, address);
    if (!isShown)
      return {
        kind: 'retry',
        why: `${address} 尚不能读到本件，状态 ${status} (the page does not show it yet)`,
      };
    return {
      kind: 'confirmed',
      evidence: `${address} 可访问`,
      ...(at === undefined ? {} : { postedAt: at }),
    };
  }

  private async shows(
    { title, posting }: Outgoing,
    address: string,
  ): Promise<{ isShown: boolean; status: number; at: string | undefined }> {
    const answer = await guardedRequest(this.guard, { method: 'GET', url: address });
    const signs = [title, escapeHtml(title), ...Object.values(posting.seals)];
    const isShown = answer.status === 200 && signs.some((sign) => answer.text.includes(sign));
    return { isShown, status: answer.status, at: dateOf(answer) };
  }

  private send(outgoing: Outgoing, content: Record<string, unknown>): Promise<GuardedAnswer> {
    const { posting, idempotencyKey, sentAt } = outgoing;
    const body = JSON.stringify({ caseId: posting.caseId, fact: posting.fact, ...content });
    const timestamp = String(Math.floor(Date.parse(sentAt) / 1000));
    return guardedRequest(this.guard, {
      method: 'POST',
      url: this.settings.url,
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        accept: 'application/json',
        'idempotency-key': idempotencyKey,
        'x-gongkai-timestamp': timestamp,
        'x-gongkai-signature': signatureOf(this.settings.secret, timestamp, body),
      },
    });
  }
}

/** Conflict, time-out and "too many" pass; any other 4xx says that the request itself is wrong, and a redirect leads nowhere. */
function troubleOf({ status }: GuardedAnswer): ChannelOutcome | null {
  if (status >= 200 && status < 300) return null;
  const isFinal = status >= 300 && status < 500 && ![408, 409, 429].includes(status);
  return { kind: isFinal ? 'failed' : 'retry', why: `网站回复 ${status} (the website answered ${status})` };
}

/** An address that the guard refuses is refused tomorrow too. */
async function refusalIsFinal(work: () => Promise<ChannelOutcome>): Promise<ChannelOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RequestRefused) return { kind: 'failed', why: error.message };
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The server's own clock (RFC 9110 6.6.1), for what does not say when it was posted. */
function dateOf({ headers }: GuardedAnswer): string | undefined {
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
