import { html } from '../mailbox/html.js';
import { cataloguePath, homePath, pagePath } from './public-addresses.js';
import { xmlDocument } from './render-feed.js';

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Published pages for search engines (sitemaps.org 0.9). @param isFirst with home and catalogue before the items */
export function renderSitemap(
  items: readonly { id: string; updatedAt: Date }[],
  baseUrl: string,
  isFirst: boolean,
): string {
  const pages = isFirst ? [homePath, cataloguePath] : [];
  return xmlDocument(
    html`<urlset xmlns="${namespace}">
      ${pages.map((path) => html`<url><loc>${baseUrl}${path}</loc></url> `)}${items.map((item) => html`<url><loc>${baseUrl}${pagePath(item.id)}</loc><lastmod>${item.updatedAt.toISOString()}</lastmod></url> `)}</urlset
    > `,
  );
}

/** The parts of a map that is too long for one file. */
export function renderSitemapIndex(parts: number, baseUrl: string): string {
  const numbers = Array.from({ length: parts }, (_, index) => index + 1);
  return xmlDocument(
    html`<sitemapindex xmlns="${namespace}">
      ${numbers.map((no) => html`<sitemap><loc>${baseUrl}/sitemap/${no}.xml</loc></sitemap> `)}</sitemapindex
    > `,
  );
}

/** The pages are for every search engine; answers to searches and what needs a sign-in are not (RFC 9309). */
export function renderRobots(baseUrl: string): string {
  return `User-agent: *
Allow: /api/v1/public/items/
Disallow: /api/
Disallow: /mailbox
Disallow: /public/items?*q=
Disallow: /public/items?*text=
Disallow: /public/items?*contrast=

Sitemap: ${baseUrl}/sitemap.xml
`;
}
