import { html, type Html } from '../mailbox/html.js';
import { portalStyleVersion } from './portal-style.js';
import {
  cataloguePath,
  homePath,
  queryOf,
  readingConditions,
  stylePath,
  type Conditions,
  type Reading,
} from './public-addresses.js';
import { publicWords, type PublicWords } from './public-words.js';
import type { Edition } from './read-edition.js';

/** Who reads which edition, and how. */
export interface PageView {
  reading: Reading;
  edition: Edition;
  words: PublicWords;
}

export interface FramedPage {
  title: string;
  main: Html;
  path: string;
  conditions?: Conditions;
  description?: string;
  /** Search engines leave it alone: errors, notices, results of a search. */
  isUnlisted?: boolean;
}

export function pageView(reading: Reading, edition: Edition): PageView {
  return { reading, edition, words: publicWords[reading.language] };
}

/** An address on the portal that keeps language, text size and colours. */
export function publicLink({ reading }: PageView, path: string, conditions: Conditions = {}): string {
  const [address = path, anchor] = path.split('#');
  return `${address}${queryOf(conditions, reading)}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** A whole page around its main part. */
export function pageFrame(view: PageView, page: FramedPage): string {
  const { reading, edition, words } = view;
  const name = edition.bureau[reading.language];
  const classes = [reading.isLarge ? 'large-text' : '', reading.isHighContrast ? 'high-contrast' : ''].join(
    ' ',
  );
  return html`<!doctype html>
    <html lang="${words.htmlLanguage}" class="${classes.trim()}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} - ${name} ${words.portal}</title>
        ${page.description ? html`<meta name="description" content="${page.description}" />` : null}
        ${page.isUnlisted ? html`<meta name="robots" content="noindex" />` : html`<link rel="canonical" href="${edition.baseUrl}${page.path}${queryOf(page.conditions ?? {})}" />`}
        <link rel="stylesheet" href="${stylePath}?v=${portalStyleVersion}" />
        <link rel="alternate" type="application/atom+xml" href="/feed.xml" title="${name} ${words.portal}" />
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header>
          <div class="top">
            <div class="wide">
              <p class="brand">
                <a href="${publicLink(view, homePath)}"
                  ><strong>${name}</strong><span>${words.portal}</span></a
                >
              </p>
              ${searchForm(view, page)}
            </div>
          </div>
          <div class="bar"><div class="wide">${navigation(view, page)}${displayLinks(view, page)}</div></div>
        </header>
        <main id="main" class="wide">
          ${page.main}
          <p class="printed">${words.print} ${edition.baseUrl}${page.path} · ${edition.today}</p>
        </main>
        ${footer(view)}
      </body>
    </html> `.markup;
}

function searchForm({ reading, words }: PageView, { conditions }: FramedPage): Html {
  const kept = Object.entries(readingConditions(reading)).filter(([, value]) => value !== undefined);
  return html`<form
    class="find"
    method="get"
    action="${cataloguePath}"
    role="search"
    aria-label="${words.search}"
  >
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}" />`)}
    <label class="hidden" for="q">${words.search}</label>
    <input
      id="q"
      name="q"
      type="search"
      maxlength="100"
      placeholder="${words.searchHint}"
      value="${conditions?.['q'] ?? ''}"
    />
    <button type="submit">${words.find}</button>
  </form>`;
}

function navigation(view: PageView, { path, conditions }: FramedPage): Html {
  const { words } = view;
  const here = (target: string) =>
    path === target && conditions?.['q'] === undefined ? html` aria-current="page"` : null;
  return html`<nav aria-label="${words.mainNavigation}">
    <ul>
      <li><a href="${publicLink(view, homePath)}" ${here(homePath)}>${words.home}</a></li>
      <li><a href="${publicLink(view, cataloguePath)}" ${here(cataloguePath)}>${words.catalogue}</a></li>
      <li><a href="/feed.xml" type="application/atom+xml">${words.feed}</a></li>
    </ul>
  </nav>`;
}

/** The same page in another language, size or colours: plain links, so that they work everywhere and can be bookmarked. */
function displayLinks(view: PageView, { path, conditions }: FramedPage): Html {
  const { reading, words } = view;
  const same = (change: Partial<Reading>) => `${path}${queryOf(conditions ?? {}, { ...reading, ...change })}`;
  const isChinese = reading.language === 'zh';
  return html`<nav class="display" aria-label="${words.display}">
    <ul>
      <li>
        <a href="${same({ isLarge: !reading.isLarge })}"
          >${reading.isLarge ? words.normalText : words.largeText}</a
        >
      </li>
      <li>
        <a href="${same({ isHighContrast: !reading.isHighContrast })}"
          >${reading.isHighContrast ? words.normalContrast : words.highContrast}</a
        >
      </li>
      <li>
        <a
          href="${same({ language: isChinese ? 'en' : 'zh' })}"
          lang="${isChinese ? 'en' : 'zh-CN'}"
          hreflang="${isChinese ? 'en' : 'zh-CN'}"
          >${words.otherLanguage}</a
        >
      </li>
    </ul>
  </nav>`;
}

function footer(view: PageView): Html {
  const { edition, reading, words } = view;
  return html`<footer class="foot">
    <div class="wide">
      <ul>
        <li><a href="${publicLink(view, cataloguePath)}">${words.allItems}</a></li>
        <li><a href="/feed.xml" type="application/atom+xml">${words.feed}</a></li>
        <li><a href="/sitemap.xml">${words.sitemap}</a></li>
        <li><a href="/api/v1/public/items" type="application/json">${words.data}</a></li>
      </ul>
      <p>${words.organiser}${words.colon}${edition.bureau[reading.language]}</p>
      <p>${words.accessibility}</p>
    </div>
  </footer>`;
}
