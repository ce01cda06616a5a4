import { z } from 'zod';
import type { WechatSettings } from '../../platform/channel-settings.js';
import type { ChannelAdapter, ChannelOutcome, Outgoing } from './channel-posting.js';
import { RequestRefused } from './guarded-request.js';
import { WechatAccount } from './wechat-account.js';
import { composeArticle, sourceAddressOf } from './wechat-article.js';
import { publishFailures, WechatError } from './wechat-words.js';

const draftSchema = z.object({ media_id: z.string().min(1) });
const submitSchema = z.object({ publish_id: z.union([z.string(), z.number()]).transform(String) });
const item = z.object({ article_url: z.url() });
const statusSchema = z.object({
  publish_status: z.number(),
  article_id: z.string().optional(),
  article_detail: z.object({ item: z.array(item).optional() }).optional(),
});
const listSchema = z.object({
  item: z
    .array(
      z.object({
        article_id: z.string(),
        update_time: z.number().optional(),
        content: z.object({
          news_item: z.array(z.object({ content_source_url: z.string().optional(), url: z.string() })),
        }),
      }),
    )
    .default([]),
});
const nothing = z.object({});
/** How far back a submission whose answer was lost is looked for. */
const latestArticles = 20;

/**
 * A WeChat official account: draft/add, freepublish/submit, then freepublish/get until it is out. The step is kept in
 * `external_id` (`draft:`, `publish:`, `article:`), so that a process that dies resumes where the last one was.
 * https://developers.weixin.qq.com/doc/subscription/api/public/api_freepublish_submit.html
 */
export class WechatChannel implements ChannelAdapter {
  private readonly account: WechatAccount;

  constructor(private readonly settings: WechatSettings) {
    this.account = new WechatAccount(settings);
  }

  post(outgoing: Outgoing): Promise<ChannelOutcome> {
    return inWords(() => {
      const { step, id } = placeOf(outgoing);
      if (step === 'publish') return this.poll(outgoing, id);
      return step === 'draft' ? this.submit(outgoing, id) : this.draft(outgoing);
    });
  }

  takeDown(outgoing: Outgoing): Promise<ChannelOutcome> {
    return inWords(async () => {
      const { step, id } = placeOf(outgoing);
      if (step === 'draft') {
        const found = await this.findPublished(outgoing);
        return found ? this.remove(found.articleId) : this.dropDraft(id);
      }
      if (step === 'publish') return this.removeWhenOut(id);
      return step === 'article'
        ? this.remove(id)
        : { kind: 'confirmed', evidence: '未曾发布 (never posted)' };
    });
  }

  private async draft(outgoing: Outgoing): Promise<ChannelOutcome> {
    const articles = [composeArticle(outgoing, this.settings.coverMediaId)];
    const { media_id: mediaId } = await this.account.call('draft/add', { articles }, draftSchema);
    return { kind: 'accepted', externalId: `draft:${mediaId}` };
  }

  /** A submission whose answer was lost has used the draft up: what is already out is found, not posted again. */
  private async submit(outgoing: Outgoing, mediaId: string): Promise<ChannelOutcome> {
    const found = outgoing.posting.attempts > 1 ? await this.findPublished(outgoing) : null;
    if (found) return confirmed(found);
    const body = { media_id: mediaId };
    const { publish_id: publishId } = await this.account.call('freepublish/submit', body, submitSchema);
    return { kind: 'accepted', externalId: `publish:${publishId}` };
  }

  /** The answer says where, not when; the list of what is out says when. */
  private async poll(outgoing: Outgoing, publishId: string): Promise<ChannelOutcome> {
    const answer = await this.statusOf(publishId);
    const status = answer.publish_status;
    if (status === 1) return { kind: 'retry', why: '微信正在发布 (being published)' };
    const url = answer.article_detail?.item?.[0]?.article_url;
    const { article_id: articleId } = answer;
    if (status === 0 && articleId !== undefined && url !== undefined) {
      const listed = await this.findPublished(outgoing);
      return confirmed({ ...(listed?.articleId === articleId ? listed : {}), articleId, url });
    }
    return { kind: 'failed', why: `微信：${publishFailures[status] ?? `未知发布状态 ${status}`}` };
  }

  private async removeWhenOut(publishId: string): Promise<ChannelOutcome> {
    const { publish_status: status, article_id: articleId } = await this.statusOf(publishId);
    if (status === 1) return { kind: 'retry', why: '微信正在发布，发布完成后删除 (still being published)' };
    return status === 0 && articleId !== undefined
      ? this.remove(articleId)
      : { kind: 'confirmed', evidence: '微信未发布 (not posted)' };
  }

  private async remove(articleId: string): Promise<ChannelOutcome> {
    await this.account.call('freepublish/delete', { article_id: articleId, index: 0 }, nothing);
    return { kind: 'confirmed', evidence: `微信文章 ${articleId} 已删除 (deleted)` };
  }

  private async dropDraft(mediaId: string): Promise<ChannelOutcome> {
    await this.account.call('draft/delete', { media_id: mediaId }, nothing);
    return { kind: 'confirmed', evidence: '微信草稿已删除 (the draft is deleted)' };
  }

  private statusOf(publishId: string): Promise<z.infer<typeof statusSchema>> {
    return this.account.call('freepublish/get', { publish_id: publishId }, statusSchema);
  }

  private async findPublished(outgoing: Outgoing): Promise<Published | null> {
    const body = { offset: 0, count: latestArticles, no_content: 0 };
    const { item: articles } = await this.account.call('freepublish/batchget', body, listSchema);
    const sought = sourceAddressOf(outgoing);
    for (const { article_id: articleId, content, update_time: at } of articles) {
      const news = content.news_item.find(({ content_source_url: source }) => source === sought);
      if (news) return { articleId, url: news.url, ...(at === undefined ? {} : { at }) };
    }
    return null;
  }
}

interface Published {
  articleId: string;
  url: string;
  /** Seconds since 1970, as the platform counts. */
  at?: number;
}

function confirmed({ articleId, url, at }: Published): ChannelOutcome {
  return {
    kind: 'confirmed',
    externalId: `article:${articleId}`,
    address: url,
    evidence: `微信文章 ${url}`,
    ...(at === undefined ? {} : { postedAt: new Date(at * 1000).toISOString() }),
  };
}

function placeOf({ posting }: Outgoing): { step: string; id: string } {
  const [step = '', ...rest] = (posting.externalId ?? '').split(':');
  return { step, id: rest.join(':') };
}

async function inWords(work: () => Promise<ChannelOutcome>): Promise<ChannelOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WechatError) return error.outcome;
    if (error instanceof RequestRefused) return { kind: 'failed', why: error.message };
    throw error;
  }
}
