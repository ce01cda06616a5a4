import { html, type Html } from '../mailbox/html.js';
import { pagePath } from './public-addresses.js';
import type { PublicItem } from './public-item.js';

export interface Portal {
  /** Without a slash at its end. */
  baseUrl: string;
  bureau: { zh: string; en: string };
  /** When the bureau's database began: the age of a feed that is still empty. */
  since: string;
}

/** What XML 1.0 cannot hold at all, not even escaped (XML 1.0, 2.2). */
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The newest publications as Atom 1.0 (RFC 4287). */
export function renderFeed(items: readonly PublicItem[], { baseUrl, bureau, since }: Portal): string {
  const updatedAt =
    items
      .map((item) => item.updatedAt)
      .sort()
      .at(-1) ?? since;
  return document(
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
      <id>${baseUrl}/feed.xml</id>
      <title>${bureau.zh} 政府信息公开</title>
      <updated>${updatedAt}</updated>
      <author><name>${bureau.zh}</name></author>
      <link rel="self" type="application/atom+xml" href="${baseUrl}/feed.xml" />
      <link rel="alternate" type="text/html" href="${baseUrl}/public/items" />
      ${items.map((item) => entry(item, baseUrl))}</feed
    > `,
  );
}

function entry(item: PublicItem, baseUrl: string): Html {
  const summary = item.fields.find(({ name }) => name === 'summary')?.value;
  return html`<entry>
    <id>urn:uuid:${item.id}</id>
    <title>${item.title}</title>
    <updated>${item.updatedAt}</updated>
    <published>${item.postedAt}</published>
    <link rel="alternate" type="text/html" href="${baseUrl}${pagePath(item.id)}" />
    <category term="${item.type}" label="${item.typeTitle.zh}" />
    <summary>
      ${[item.indexNumber, item.documentNumber, typeof summary === 'string' ? summary : null].filter(Boolean).join(' ')}
    </summary>
  </entry> `;
}

/** Every published page for search engines (sitemaps.org 0.9). */
export function renderSitemap(
  items: readonly Pick<PublicItem, 'id' | 'updatedAt'>[],
  { baseUrl }: Portal,
): string {
  const pages = items.map(
    (item) => html`<url><loc>${baseUrl}${pagePath(item.id)}</loc><lastmod>${item.updatedAt}</lastmod></url> `,
  );
  return document(
    html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc>${baseUrl}/public/items</loc></url>
      ${pages}</urlset
    > `,
  );
}

function document({ markup }: Html): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup.replace(unspeakable, '\ufffd')}`;
}
