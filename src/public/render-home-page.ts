import { html, type Html } from '../mailbox/html.js';
import { countFacet, type Facet } from './catalogue-counts.js';
import { listEntry, shortEntry } from './list-entry.js';
import { pageFrame, publicLink, type PageView } from './page-frame.js';
import { cataloguePath, homePath } from './public-addresses.js';
import type { PublicEntry } from './public-item.js';
import { tell } from './public-words.js';
import { facetTitle } from './render-facets.js';
import type { CatalogueTitles } from './type-titles.js';

export interface HomeParts {
  latest: readonly PublicEntry[];
  ofTypes: ReadonlyMap<string, readonly PublicEntry[]>;
  titles: CatalogueTitles;
}

/** The latest, the latest of each type, and the ways into the catalogue. */
export function renderHomePage(view: PageView, { latest, ofTypes, titles }: HomeParts): string {
  const { words, reading } = view;
  const entry = (item: PublicEntry) => listEntry(view, item, titles.ofType(item.type)[reading.language]);
  const main = html`<h1 class="hidden">${words.portal}</h1>
    <div class="columns">
      <div>
        <section class="card" aria-labelledby="latest">
          <h2 id="latest">
            ${words.latest} <a href="${publicLink(view, cataloguePath)}">${words.allItems}</a>
          </h2>
          ${
            latest.length === 0
              ? html`<p>${words.none}</p>`
              : html`<ol class="items">
                  ${latest.map(entry)}
                </ol>`
          }
        </section>
        ${ofTypes.size === 0 ? null : html`<h2 class="hidden">${words.byType}</h2>`}
        <div class="types">${[...ofTypes].map(([type, items]) => typeCard(view, type, items, titles))}</div>
      </div>
      <aside aria-label="${words.facets}">
        ${(['topic', 'year', 'organisation'] as const).map((facet) => wayIn(view, facet, titles))}
      </aside>
    </div>`;
  return pageFrame(view, { title: words.home, main, path: homePath });
}

function typeCard(
  view: PageView,
  type: string,
  items: readonly PublicEntry[],
  titles: CatalogueTitles,
): Html {
  const name = titles.ofType(type)[view.reading.language];
  const more = tell(view.words.moreOf, { name });
  return html`<section class="card" aria-labelledby="type-${type}">
    <h2 id="type-${type}">
      ${name}
      <a href="${publicLink(view, cataloguePath, { type })}" aria-label="${more}">${view.words.more}</a>
    </h2>
    <ul class="plain short">
      ${items.map((item) => shortEntry(view, item))}
    </ul>
  </section> `;
}

function wayIn(view: PageView, facet: Facet, titles: CatalogueTitles): Html | null {
  const { edition, words } = view;
  const values = countFacet(edition.counts, facet, {}, edition.bureau.zh);
  if (values.length === 0) return null;
  return html`<section class="card" aria-labelledby="by-${facet}">
    <h2 id="by-${facet}">${words[facet]}</h2>
    <ul class="plain short">
      ${values.slice(0, 12).map(
        ({ value, items }) =>
          html`<li>
            <a href="${publicLink(view, cataloguePath, { [facet]: value })}"
              >${facetTitle(view, facet, value, titles)}</a
            >
            <span class="count">${items}</span>
          </li>`,
      )}
    </ul>
  </section> `;
}
