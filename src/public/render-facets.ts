import { html, type Html } from '../mailbox/html.js';
import { countFacet, type CountRow, type Facet } from './catalogue-counts.js';
import { publicLink, type PageView } from './page-frame.js';
import { cataloguePath, type Conditions } from './public-addresses.js';
import type { PublicFilter } from './public-filter.js';
import { tell } from './public-words.js';
import type { CatalogueTitles } from './type-titles.js';

const facetOrder = ['topic', 'type', 'year', 'organisation'] as const;
const mostValues = 20;

/** The conditions of a list as they stand in its address; its page is not one of them. */
export function listConditions({ q, topic, type, year, organisation }: PublicFilter): Conditions {
  return { q, topic, type, year, organisation };
}

/** Beside a list: what it can be narrowed to, with how many there are. @param counts null where they are not known */
export function renderFacets(
  view: PageView,
  filter: PublicFilter,
  counts: readonly CountRow[] | null,
  titles: CatalogueTitles,
): Html | null {
  const parts = facetOrder
    .map((facet) => facetList(view, filter, facet, counts, titles))
    .filter((part) => part !== null);
  if (parts.length === 0) return null;
  return html`<aside aria-label="${view.words.facets}">
    <div class="card">
      <h2>${view.words.facets}</h2>
      ${parts}
    </div>
  </aside>`;
}

function facetList(
  view: PageView,
  filter: PublicFilter,
  facet: Facet,
  counts: readonly CountRow[] | null,
  titles: CatalogueTitles,
): Html | null {
  const { words, edition } = view;
  const values = countFacet(counts ?? edition.counts, facet, filter, edition.bureau.zh).slice(0, mostValues);
  if (values.length === 0) return null;
  const link = (value: string | undefined, label: string) => {
    const isChosen = (filter[facet]?.toString() ?? undefined) === value;
    const href = publicLink(view, cataloguePath, { ...listConditions(filter), [facet]: value });
    return html`<a href="${href}" ${isChosen ? html` aria-current="true"` : null}>${label}</a>`;
  };
  return html`<section class="facet" aria-labelledby="facet-${facet}">
    <h3 id="facet-${facet}">${words[facet]}</h3>
    <ul class="plain">
      <li>${link(undefined, words.any)}</li>
      ${values.map(
        ({ value, items }) =>
          html`<li>
            ${link(value, facetTitle(view, facet, value, titles))}${counts === null ? null : html` <span class="count">${items}</span>`}
          </li>`,
      )}
    </ul>
  </section> `;
}

/** What is chosen, each with a link that lets go of it. */
export function chosenConditions(view: PageView, filter: PublicFilter, titles: CatalogueTitles): Html | null {
  const { words } = view;
  const conditions = listConditions(filter);
  const chosen = Object.entries(conditions).filter(([, value]) => value !== undefined);
  if (chosen.length === 0) return null;
  return html`<ul class="chosen" aria-label="${words.chosen}">
    ${chosen.map(([name, value]) => {
      const text = name === 'q' ? String(value) : facetTitle(view, name as Facet, String(value), titles);
      const href = publicLink(view, cataloguePath, { ...conditions, [name]: undefined });
      return html`<li>
        <a href="${href}" aria-label="${tell(words.remove, { name: text })}">${text} ×</a>
      </li>`;
    })}
  </ul>`;
}

export function facetTitle(
  { reading, edition: { bureau } }: PageView,
  facet: Facet,
  value: string,
  titles: CatalogueTitles,
): string {
  if (facet === 'topic') return titles.ofTopic(value)[reading.language];
  if (facet === 'type') return titles.ofType(value)[reading.language];
  return facet === 'organisation' && value === bureau.zh ? bureau[reading.language] : value;
}
