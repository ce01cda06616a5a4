import { html, type Html } from '../mailbox/html.js';
import { dayOf, originalLanguage } from './list-entry.js';
import { pageFrame, publicLink, type PageView } from './page-frame.js';
import { cataloguePath, pagePath } from './public-addresses.js';
import type { PublicField, PublicItem } from './public-item.js';
import { tell } from './public-words.js';
import { renderFiles } from './render-files.js';
import { topicOfType } from './topics.js';
import type { CatalogueTitles } from './type-titles.js';

/** These stand in the catalogue entry at the top and not again among the contents. */
const inEntry: ReadonlySet<string> = new Set([
  'title',
  'documentNumber',
  'decisionNumber',
  'madeOn',
  'decidedOn',
  'validUntil',
  'topic',
  'issuer',
  'summary',
]);

/** One published item with all that is posted of it; document and interpretation lead to each other. */
export function renderItemPage(view: PageView, item: PublicItem, titles: CatalogueTitles): string {
  const { words, reading } = view;
  const topic = item.topic ?? topicOfType(item.type);
  const plain = item.fields.filter(({ name, files }) => files.length === 0 && !inEntry.has(name));
  const withFiles = item.fields.filter(({ files }) => files.length > 0);
  const main = html`<nav class="trail" aria-label="${words.catalogue}"><a href="${publicLink(view, cataloguePath)}">${words.catalogue}</a> › <a href="${publicLink(view, cataloguePath, { topic })}">${titles.ofTopic(topic)[reading.language]}</a></nav>
<article class="sheet">
<h1${originalLanguage(view)}>${item.title}</h1>
${item.isPartial ? html`<p class="notice">${words.partial}</p>` : null}
${corrections(view, item)}
<section aria-labelledby="entry"><h2 id="entry">${words.catalogueFields}</h2>${catalogueEntry(view, item, titles.ofTopic(topic)[reading.language])}</section>
${
  plain.length === 0
    ? null
    : html`<section aria-labelledby="contents">
        <h2 id="contents">${words.content}</h2>
        ${plain.map((field) => plainField(view, field))}
      </section>`
}
${withFiles.map((field) => renderFiles(view, item, field))}
</article>
${relatedItems(view, item.related, titles)}
<p class="trail"><a href="${publicLink(view, cataloguePath)}">${words.back}</a></p>`;
  return pageFrame(view, {
    title: item.title,
    main,
    path: pagePath(item.id),
    ...(item.summary === null ? {} : { description: item.summary.slice(0, 150) }),
  });
}

function catalogueEntry(view: PageView, item: PublicItem, topic: string): Html {
  const { words, edition, reading } = view;
  const summary = item.fields.find(({ name }) => name === 'summary')?.value;
  const rows: [string, string | null][] = [
    [words.indexNumber, item.indexNumber],
    [words.topicClass, topic],
    [words.organisation, item.organisation ?? edition.bureau[reading.language]],
    [words.typeClass, item.typeTitle[reading.language]],
    [words.documentNumber, item.documentNumber],
    [words.madeOn, item.madeOn],
    [words.postedAt, dayOf(item.postedAt)],
    [words.updatedAt, dayOf(item.updatedAt) === dayOf(item.postedAt) ? null : dayOf(item.updatedAt)],
    [words.validity, validityOf(view, item.validUntil)],
  ];
  const shown = rows.filter(([, value]) => value !== null);
  const last = shown.length - 1;
  return html`<dl class="entry">
    ${shown.map(
      ([name, value], index) =>
        html`<dt>${name}</dt><dd${index === last && index % 2 === 0 ? html` class="whole"` : null}>${value ?? ''}</dd>`,
    )}
    <dt>${words.title}</dt>
    <dd class="whole" ${originalLanguage(view)}>${item.title}</dd>
    ${
      typeof summary === 'string'
        ? html`<dt>${words.summary}</dt>
            <dd class="whole" ${originalLanguage(view)}>${summary}</dd>`
        : null
    }
  </dl>`;
}

/** 有效性, as far as the item says until when. */
export function validityOf({ words, edition }: PageView, validUntil: string | null): string {
  if (validUntil === null) return words.untilUnknown;
  const state = validUntil < edition.today ? words.isExpired : words.isValid;
  return tell(words.validUntil, { state, date: validUntil });
}

function corrections(view: PageView, { corrections: all }: PublicItem): Html | null {
  const { words, reading } = view;
  if (all.length === 0) return null;
  const separator = reading.language === 'zh' ? '、' : ', ';
  return html`<section class="notice" aria-labelledby="correction">
    <h2 id="correction">${words.correction}</h2>
    ${all.map(({ at, fields }) => {
      const names = fields.map((field) => field[reading.language]).join(separator);
      return html`<p>${tell(words.corrected, { date: dayOf(at), fields: names })}</p>`;
    })}
  </section>`;
}

function plainField(view: PageView, field: PublicField): Html {
  const isLong = field.kind === 'long-text';
  return isLong
    ? html`<h3>${field[view.reading.language]}</h3>
        <p class="text" ${originalLanguage(view)}>${shown(view, field)}</p>`
    : html`<p>
        <strong>${field[view.reading.language]}</strong>${view.words.colon}<span>${shown(view, field)}</span>
      </p>`;
}

function shown({ reading, words }: PageView, { kind, value, valueTitle }: PublicField): string | Html {
  if (valueTitle) return valueTitle[reading.language];
  if (typeof value === 'boolean') return words[value ? 'yes' : 'no'];
  if (Array.isArray(value)) return value.join(reading.language === 'zh' ? '、' : ', ');
  if (kind === 'url' && typeof value === 'string' && /^https?:\/\//.test(value))
    return html`<a href="${value}" rel="noreferrer">${value}</a>`;
  return value === null ? '' : String(value);
}

function relatedItems(view: PageView, related: PublicItem['related'], titles: CatalogueTitles): Html | null {
  if (related.length === 0) return null;
  const { words, reading } = view;
  return html`<section class="card related" aria-labelledby="related">
    <h2 id="related">${words.related}</h2>
    <ul>
      ${related.map(({ id, title, type }) => html`<li><a href="${publicLink(view, pagePath(id))}" ${originalLanguage(view)}>${title}</a> <span class="soft">${titles.ofType(type)[reading.language]}</span></li>`)}
    </ul>
  </section>`;
}
