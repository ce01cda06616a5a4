import { html, type Html } from '../mailbox/html.js';
import { pagePath, queryOf, type Conditions } from './public-addresses.js';
import type { PublicEntry } from './public-item.js';
import type { Edition } from './read-edition.js';
import type { CatalogueTitles } from './type-titles.js';

/** What XML 1.0 cannot hold at all, not even escaped (XML 1.0, 2.2). */
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The newest publications as Atom 1.0 (RFC 4287). @param conditions those of the list that it follows */
export function renderFeed(
  items: readonly PublicEntry[],
  { baseUrl, bureau, since }: Edition,
  conditions: Conditions,
  titles: CatalogueTitles,
): string {
  const updatedAt = Math.max(since.getTime(), ...items.map((item) => item.updatedAt.getTime()));
  const self = `${baseUrl}/feed.xml${queryOf(conditions)}`;
  return xmlDocument(
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
      <id>${self}</id>
      <title>${bureau.zh} 政府信息公开</title>
      <updated>${new Date(updatedAt).toISOString()}</updated>
      <author><name>${bureau.zh}</name></author>
      <link rel="self" type="application/atom+xml" href="${self}" />
      <link rel="alternate" type="text/html" href="${baseUrl}/public/items${queryOf(conditions)}" />
      ${items.map((item) => entry(item, baseUrl, titles))}</feed
    > `,
  );
}

function entry(item: PublicEntry, baseUrl: string, titles: CatalogueTitles): Html {
  const summary = [item.indexNumber, item.documentNumber, item.summary]
    .filter((part) => part !== null)
    .join(' ');
  return html`<entry>
    <id>urn:uuid:${item.id}</id>
    <title>${item.title}</title>
    <updated>${item.updatedAt.toISOString()}</updated>
    <published>${item.postedAt.toISOString()}</published>
    <link rel="alternate" type="text/html" href="${baseUrl}${pagePath(item.id)}" />
    <category term="${item.type}" label="${titles.ofType(item.type).zh}" />
    <summary>${summary}</summary>
  </entry> `;
}

export function xmlDocument({ markup }: Html): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup.replace(unspeakable, '\ufffd')}`;
}
