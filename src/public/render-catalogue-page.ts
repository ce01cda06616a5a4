import { html, type Html } from '../mailbox/html.js';
import type { Facet } from './catalogue-counts.js';
import { listEntry } from './list-entry.js';
import { pageFrame, publicLink, type PageView } from './page-frame.js';
import { cataloguePath, queryOf } from './public-addresses.js';
import type { PublicFilter } from './public-filter.js';
import { tell } from './public-words.js';
import type { FoundItems } from './read-public-items.js';
import { chosenConditions, facetTitle, listConditions, renderFacets } from './render-facets.js';
import type { CatalogueTitles } from './type-titles.js';

/** The catalogue, by topic, type, year and agency, or the answer to a search. */
export function renderCataloguePage(
  view: PageView,
  filter: PublicFilter,
  found: FoundItems,
  titles: CatalogueTitles,
): string {
  const { words, reading } = view;
  const conditions = listConditions(filter);
  const heading = headingOf(view, filter, titles);
  const list = html`<ol class="items">
    ${found.items.map((item) => listEntry(view, item, titles.ofType(item.type)[reading.language], filter.q))}
  </ol>`;
  const facets = renderFacets(view, filter, found.counts, titles);
  const main = html`<h1>${heading}</h1>
    <div class="${facets === null ? '' : 'columns facets-first'}">
      ${facets}
      <section class="card" aria-label="${words.catalogue}">
        ${chosenConditions(view, filter, titles)}
        ${
          found.items.length === 0
            ? advice(view, filter, found.total)
            : html`<p class="soft" role="status">
                  ${tell(found.isMore ? words.foundMore : words.found, { total: found.total })} ·
                  <a href="/feed.xml${queryOf({ ...conditions, q: undefined })}" type="application/atom+xml"
                    >${words.feed}</a
                  >
                </p>
                ${list}`
        }
        ${pageLinks(view, filter, found)}
      </section>
    </div>`;
  const page = filter.offset === 0 ? undefined : pageNumber(filter);
  return pageFrame(view, {
    title: heading,
    main,
    path: cataloguePath,
    conditions: { ...conditions, page },
    isUnlisted: filter.q !== undefined,
  });
}

function headingOf(view: PageView, filter: PublicFilter, titles: CatalogueTitles): string {
  if (filter.q !== undefined) return tell(view.words.searchFor, { words: filter.q });
  const facets = ['organisation', 'year', 'topic', 'type'] as const satisfies readonly Facet[];
  const parts = facets.flatMap((facet) => {
    const value = filter[facet];
    return value === undefined ? [] : [facetTitle(view, facet, String(value), titles)];
  });
  return parts.length === 0 ? view.words.catalogue : parts.join(' · ');
}

/** Nothing there: what could be tried instead. */
function advice(view: PageView, filter: PublicFilter, total: number): Html {
  const { words } = view;
  const isFree = Object.values(listConditions(filter)).every((value) => value === undefined);
  if (isFree && total === 0) return html`<p>${words.none}</p>`;
  const forWords = filter.q === undefined ? [] : [words.tryShorter, words.trySpaces, words.tryNumber];
  return html`<p role="status"><strong>${words.noneFound}</strong></p>
    <ul>
      ${forWords.map((hint) => html`<li>${hint}</li>`)}
      <li><a href="${publicLink(view, cataloguePath)}">${words.tryFewer}</a></li>
      <li>${words.tryRequest}</li>
    </ul>`;
}

function pageNumber({ offset, limit }: PublicFilter): number {
  return Math.floor(offset / limit) + 1;
}

function pageLinks(view: PageView, filter: PublicFilter, { total, isMore }: FoundItems): Html | null {
  const { words } = view;
  const pages = Math.ceil(total / filter.limit);
  const page = pageNumber(filter);
  if (pages <= 1) return null;
  const link = (to: number, rel: string, label: string) => {
    const conditions = { ...listConditions(filter), page: to === 1 ? undefined : to };
    return html`<a rel="${rel}" href="${publicLink(view, cataloguePath, conditions)}">${label}</a> `;
  };
  const isLast = page >= pages;
  return html`<nav class="pages" aria-label="${words.pages}">
    ${page > 1 ? html`${link(1, 'first', words.first)}${link(Math.min(page - 1, pages), 'prev', words.previous)}` : null}
    <span>${tell(words.page, { page, pages })}</span>
    ${isLast ? null : html`${link(page + 1, 'next', words.next)}${isMore ? null : link(pages, 'last', words.last)}`}
  </nav>`;
}
