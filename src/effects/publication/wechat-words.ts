import type { ChannelOutcome } from './channel-posting.js';

/** An error of the platform as its return codes say it (全局返回码), in words a clerk can act on. */
export class WechatError extends Error {
  override readonly name = 'WechatError';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(`微信返回 ${code}：${words[code] ?? message}`);
  }

  /** The token is invalid or has expired; a new one may help. */
  get isAboutToken(): boolean {
    return [40001, 40014, 42001].includes(this.code);
  }

  get outcome(): ChannelOutcome {
    return { kind: this.isAboutToken || passing.has(this.code) ? 'retry' : 'failed', why: this.message };
  }
}

/** Busy, or too many calls today or this minute. */
const passing = new Set([-1, 45009, 45011]);

const words: Record<number, string> = {
  [-1]: '系统繁忙，稍后自动重试 (busy; it is tried again)',
  40001: '接口凭证无效 (the token is not valid)',
  40007: '草稿或封面素材不存在，请核对封面素材编号 (no such draft or cover picture)',
  40013: 'AppID 有误，请系统管理员核对 (wrong AppID)',
  40014: '接口凭证不合法 (the token is not valid)',
  40125: 'AppSecret 有误，请系统管理员核对 (wrong AppSecret)',
  40164:
    '本机地址不在公众号的 IP 白名单中，请在公众平台添加 (this address is not on the account’s white list)',
  42001: '接口凭证已过期 (the token has expired)',
  45002: '内容过长 (the content is too long)',
  45003: '标题过长 (the title is too long)',
  45009: '今日调用次数已用完，稍后自动重试 (no calls are left today; it is tried again)',
  45011: '调用过于频繁，稍后自动重试 (too many calls; it is tried again)',
  48001: '公众号没有此接口的权限，请核对认证状态 (the account may not use this interface)',
  53503: '草稿未通过发布检查，请在公众平台查看 (the draft did not pass the check)',
  53504: '须在公众平台官网使用此草稿 (the draft must be used on the platform’s own pages)',
  53505: '须先在公众平台保存此草稿 (the draft must be saved by hand first)',
};

/** What `publish_status` of freepublish/get means; 0 is posted, 1 is under way. */
export const publishFailures: Record<number, string> = {
  2: '原创声明未通过 (the declaration of originality was refused)',
  3: '发布失败 (publishing failed)',
  4: '平台审核未通过 (refused by the platform’s review)',
  5: '发布后被运营者全部删除 (deleted by the account’s operators after posting)',
  6: '发布后被平台封禁 (blocked by the platform after posting)',
};
