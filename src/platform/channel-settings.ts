import { z } from 'zod';

/** Where and with which secrets the service posts outside: what a bureau has switched on. */
export interface ChannelSettings {
  website: WebsiteSettings | null;
  wechat: WechatSettings | null;
}
export interface WebsiteSettings {
  /** Where the website's content system takes a posting. */
  url: string;
  secret: string;
  /** Where its pages are read, if not at the origin of `url`. */
  pageOrigin: string;
  /** Inside the bureau's own network a content system has a private address. */
  isPrivateAllowed: boolean;
}
export interface WechatSettings {
  baseUrl: string;
  appId: string;
  appSecret: string;
  /** Media id of the cover picture, uploaded to the account once: WeChat takes no article without one. */
  coverMediaId: string;
  isPrivateAllowed: boolean;
}

const address = z
  .string()
  .refine(
    (value) =>
      URL.canParse(value) &&
      ['http:', 'https:'].includes(new URL(value).protocol) &&
      new URL(value).username === '' &&
      new URL(value).password === '',
    'must be an http(s) address without name and password',
  );
const secret = z.string().min(16, 'must have at least 16 characters');

export const channelSettingsShape = {
  WEBSITE_WEBHOOK_URL: address.optional(),
  WEBSITE_WEBHOOK_SECRET: secret.optional(),
  WEBSITE_PAGE_ORIGIN: address.optional(),
  WECHAT_APP_ID: z.string().min(1).optional(),
  WECHAT_APP_SECRET: secret.optional(),
  WECHAT_COVER_MEDIA_ID: z.string().min(1).optional(),
  WECHAT_BASE_URL: address.default('https://api.weixin.qq.com'),
  CHANNEL_PRIVATE_ADDRESSES: z.enum(['refused', 'allowed']).default('refused'),
};
export type GivenChannelSettings = z.infer<z.ZodObject<typeof channelSettingsShape>>;

const together = [
  ['WEBSITE_WEBHOOK_URL', 'WEBSITE_WEBHOOK_SECRET'],
  ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_COVER_MEDIA_ID'],
] as const;

/** Half of a channel is no channel: every name that is missing is told. */
export function faultsOfHalfChannel(given: Readonly<Record<string, unknown>>): string[] {
  return together.flatMap((names) => {
    const missing = names.filter((name) => given[name] === undefined);
    if (missing.length === names.length) return [];
    return missing.map((name) => `${name}: is missing; this channel needs ${names.join(', ')}`);
  });
}

export function channelSettingsOf(given: GivenChannelSettings): ChannelSettings {
  const isPrivateAllowed = given.CHANNEL_PRIVATE_ADDRESSES === 'allowed';
  const { WEBSITE_WEBHOOK_URL: url, WEBSITE_WEBHOOK_SECRET: webhookSecret } = given;
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_COVER_MEDIA_ID: coverMediaId } = given;
  return {
    website:
      url && webhookSecret
        ? {
            url,
            secret: webhookSecret,
            pageOrigin: new URL(given.WEBSITE_PAGE_ORIGIN ?? url).origin,
            isPrivateAllowed,
          }
        : null,
    wechat:
      appId && appSecret && coverMediaId
        ? {
            baseUrl: given.WECHAT_BASE_URL.replace(/\/+$/, ''),
            appId,
            appSecret,
            coverMediaId,
            isPrivateAllowed,
          }
        : null,
  };
}
