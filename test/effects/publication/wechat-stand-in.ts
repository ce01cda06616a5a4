import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Article {
  title: string;
  content: string;
  content_source_url: string;
  thumb_media_id: string;
}
/** The server API of an official account on the loopback, as far as posting needs it: same paths, same answers. */
export interface WechatStandIn {
  url: string;
  calls: string[];
  drafts: Map<string, Article>;
  articles: Map<string, Article & { updateTime: number }>;
  tokensGiven: number;
  /** Codes with which the next calls of a path are refused. */
  refuse: { path: string; errcode: number }[];
  /** Statuses that the next polls are told; after them it is posted. */
  statuses: number[];
  /** The next answer of a path is lost after the work was done. */
  lose: string | null;
  updateTime: number;
  expireToken(): void;
  close(): Promise<void>;
}

export const appId = 'wx0123456789abcdef';
export const appSecret = '0123456789abcdef0123456789abcdef';
export const cover = 'cover-media-id';

export async function startWechat(): Promise<WechatStandIn> {
  let token = '';
  let number = 0;
  const submitted = new Map<string, string>();
  const standIn: Omit<WechatStandIn, 'url' | 'close'> = {
    calls: [],
    drafts: new Map(),
    articles: new Map(),
    tokensGiven: 0,
    refuse: [],
    statuses: [],
    lose: null,
    updateTime: 1467159300,
    expireToken: () => void (token = ''),
  };
  function answer(path: string, given: string, body: Record<string, unknown>): Record<string, unknown> {
    const index = standIn.refuse.findIndex((one) => one.path === path);
    if (index >= 0) return { errcode: standIn.refuse.splice(index, 1)[0]?.errcode, errmsg: 'scripted' };
    if (path === 'stable_token') {
      if (body['appid'] !== appId) return { errcode: 40013, errmsg: 'invalid appid' };
      if (body['secret'] !== appSecret) return { errcode: 40125, errmsg: 'invalid appsecret' };
      if (token === '') token = `token-${++standIn.tokensGiven}`;
      return { access_token: token, expires_in: 7200 };
    }
    if (given !== token || token === '')
      return { errcode: given === '' ? 40001 : 42001, errmsg: 'access_token expired' };
    return work(path, body);
  }
  function work(path: string, body: Record<string, unknown>): Record<string, unknown> {
    const media = typeof body['media_id'] === 'string' ? body['media_id'] : '';
    switch (path) {
      case 'draft/add': {
        const [article] = body['articles'] as Article[];
        if (!article || article.thumb_media_id !== cover)
          return { errcode: 40007, errmsg: 'invalid media_id' };
        standIn.drafts.set(`media-${++number}`, article);
        return { media_id: `media-${number}` };
      }
      case 'draft/delete':
        return standIn.drafts.delete(media)
          ? { errcode: 0, errmsg: 'ok' }
          : { errcode: 40007, errmsg: 'invalid media_id' };
      case 'freepublish/submit': {
        const draft = standIn.drafts.get(media);
        if (!draft) return { errcode: 40007, errmsg: 'invalid media_id' };
        standIn.drafts.delete(media);
        const publishId = String(++number);
        submitted.set(publishId, `article-${publishId}`);
        standIn.articles.set(`article-${publishId}`, { ...draft, updateTime: standIn.updateTime });
        return { errcode: 0, errmsg: 'ok', publish_id: publishId };
      }
      case 'freepublish/get': {
        const status = standIn.statuses.shift() ?? 0;
        const articleId = submitted.get(String(body['publish_id'])) ?? '';
        const out = { publish_id: body['publish_id'], publish_status: status };
        if (status !== 0) return { ...out, fail_idx: [1] };
        return {
          ...out,
          article_id: articleId,
          article_detail: {
            count: 1,
            item: [{ idx: 1, article_url: `http://mp.weixin.qq.com/s/${articleId}` }],
          },
        };
      }
      case 'freepublish/batchget':
        return {
          total_count: standIn.articles.size,
          item_count: standIn.articles.size,
          item: [...standIn.articles].map(([id, article]) => ({
            article_id: id,
            update_time: article.updateTime,
            content: { news_item: [{ ...article, url: `http://mp.weixin.qq.com/s/${id}` }] },
          })),
        };
      case 'freepublish/delete':
        standIn.articles.delete(String(body['article_id']));
        return { errcode: 0, errmsg: 'ok' };
      default:
        return { errcode: 43002, errmsg: 'no such interface' };
    }
  }
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://stand-in');
      const path = pathname.replace('/cgi-bin/', '');
      standIn.calls.push(path);
      const told = answer(path, searchParams.get('access_token') ?? '', await jsonOf(request));
      if (standIn.lose === path) {
        standIn.lose = null;
        request.socket.destroy();
      } else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(standIn, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  });
}

async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
