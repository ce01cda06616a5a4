import { z } from 'zod';
import type { WechatSettings } from '../../platform/channel-settings.js';
import { guardedRequest, type RequestGuard } from './guarded-request.js';
import { WechatError } from './wechat-words.js';

const errorSchema = z.object({ errcode: z.number().optional(), errmsg: z.string().optional() });
const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() });

/** A token is renewed while the old one still holds: two clocks never agree to the second. */
const marginSeconds = 300;

/**
 * Calls of the official account's server API. One token serves all processes: `stable_token` hands everybody the same
 * one, where the older `token` interface would let two processes invalidate each other's.
 */
export class WechatAccount {
  private readonly guard: RequestGuard;
  private token: { value: string; until: number } | null = null;

  constructor(
    private readonly settings: WechatSettings,
    private readonly monotonic: () => number = () => performance.now(),
  ) {
    const { baseUrl, isPrivateAllowed } = settings;
    this.guard = { origins: [new URL(baseUrl).origin], isPrivateAllowed };
  }

  /**
   * @param path below `/cgi-bin/`, for example `draft/add`
   * @throws WechatError with the platform's code; a token that is refused is renewed once
   */
  async call<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    try {
      return await this.ask(
        `${path}?access_token=${encodeURIComponent(await this.currentToken())}`,
        body,
        schema,
      );
    } catch (error) {
      if (!(error instanceof WechatError) || !error.isAboutToken) throw error;
      this.token = null;
      return this.ask(`${path}?access_token=${encodeURIComponent(await this.currentToken())}`, body, schema);
    }
  }

  private async currentToken(): Promise<string> {
    if (this.token && this.monotonic() < this.token.until) return this.token.value;
    const { appId, appSecret } = this.settings;
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret };
    const { access_token: value, expires_in: seconds } = await this.ask('stable_token', body, tokenSchema);
    this.token = { value, until: this.monotonic() + Math.max(seconds - marginSeconds, 1) * 1000 };
    return value;
  }

  private async ask<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const { status, text } = await guardedRequest(this.guard, {
      method: 'POST',
      url: `${this.settings.baseUrl}/cgi-bin/${path}`,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body), // as UTF-8: the platform shows \u escapes as they are
    });
    if (status !== 200) throw new Error(`微信接口回复 ${status} (the platform answered ${status})`);
    const answer: unknown = JSON.parse(text);
    const { errcode = 0, errmsg = '' } = errorSchema.parse(answer);
    if (errcode !== 0) throw new WechatError(errcode, errmsg);
    return schema.parse(answer);
  }
}
