import { html, type Html } from '../mailbox/html.js';
import { pageFrame, publicLink, type PageView } from './page-frame.js';
import { pagePath } from './public-addresses.js';
import type { PublicItem } from './public-item.js';
import { publicWords, type Language } from './public-words.js';
import type { PublicFilter } from './read-public-items.js';
import { day } from './render-item-page.js';

export interface ListView extends PageView {
  filter: PublicFilter;
  total: number;
  types: readonly { type: string; zh: string; en: string }[];
}

/** The catalogue of what is published, with a search above it. */
export function renderListPage(items: readonly PublicItem[], view: ListView): string {
  const { language, filter, total } = view;
  const words = publicWords[language];
  const isSearch = filter.q !== undefined || filter.type !== undefined || filter.year !== undefined;
  const main = html`${searchForm(view)}
  ${
    items.length === 0
      ? html`<p>${isSearch ? words.noneFound : words.none}</p>`
      : html`<p class="soft">${words.found.replace('{total}', String(total))}</p>
          <ol class="items">
            ${items.map((item) => listEntry(item, language))}
          </ol>`
  }
  ${pageLinks(view)}`;
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return pageFrame(view, words.heading, main, publicLink('/public/items', other, conditions(filter)));
}

function searchForm({ language, filter, types }: ListView): Html {
  const words = publicWords[language];
  const options = types.map(
    ({ type, ...title }) =>
      html`<option value="${type}" ${type === filter.type ? html` selected` : null}>
        ${title[language]}
      </option>`,
  );
  return html`<form method="get" action="/public/items" role="search" aria-label="${words.search}">
    ${language === 'zh' ? null : html`<input type="hidden" name="language" value="${language}" />`}
    <div>
      <label for="q">${words.words}</label
      ><input id="q" name="q" type="search" maxlength="100" value="${filter.q ?? ''}" />
    </div>
    <div>
      <label for="type">${words.type}</label
      ><select id="type" name="type">
        <option value="">${words.anyType}</option>
        ${options}
      </select>
    </div>
    <div>
      <label for="year">${words.year}</label
      ><input id="year" name="year" inputmode="numeric" size="6" maxlength="4" value="${filter.year ?? ''}" />
    </div>
    <button type="submit">${words.find}</button>
  </form>`;
}

function listEntry(item: PublicItem, language: Language): Html {
  const rest = [item.documentNumber, item.typeTitle[language], item.indexNumber]
    .filter((part) => part !== null)
    .join(' · ');
  return html`<li>
    <a href="${publicLink(pagePath(item.id), language)}">${item.title}</a><br />
    <span class="soft"><time datetime="${item.postedAt}">${day(item.postedAt)}</time> · ${rest}</span>
  </li> `;
}

function pageLinks({ language, filter, total }: ListView): Html {
  const words = publicWords[language];
  const { offset, limit } = filter;
  const link = (to: number, rel: string, label: string) =>
    html`<a
      rel="${rel}"
      href="${publicLink('/public/items', language, { ...conditions(filter), offset: to === 0 ? undefined : to })}"
      >${label}</a
    > `;
  const newer = offset > 0 ? link(Math.max(0, offset - limit), 'prev', words.newer) : null;
  const older = offset + limit < total ? link(offset + limit, 'next', words.older) : null;
  return html`<p>${newer}${older}</p>`;
}

function conditions({ q, type, year }: PublicFilter): Record<string, string | number | undefined> {
  return { q, type, year };
}
