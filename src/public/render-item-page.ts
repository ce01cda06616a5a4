import { html, type Html } from '../mailbox/html.js';
import { dateOfInstant } from '../engine/days.js';
import { zoneOffsetMinutes } from '../platform/time.js';
import { pageFrame, publicLink, type PageView } from './page-frame.js';
import { filePath, pagePath } from './public-addresses.js';
import type { PublicField, PublicItem } from './public-item.js';
import { publicWords, type Language } from './public-words.js';

/** One published item with all that is posted of it; document and interpretation lead to each other. */
export function renderItemPage(item: PublicItem, view: PageView): string {
  const { language } = view;
  const words = publicWords[language];
  const main = html`<dl>
      <dt>${words.indexNumber}</dt>
      <dd>${item.indexNumber}</dd>
      <dt>${words.type}</dt>
      <dd>${item.typeTitle[language]}</dd>
      <dt>${words.postedAt}</dt>
      <dd>${day(item.postedAt)}</dd>
      <dt>${words.updatedAt}</dt>
      <dd>${day(item.updatedAt)}</dd>
      ${item.fields.filter(({ name, files }) => name !== 'title' && files.length === 0).map((field) => plainField(field, language))}
    </dl>
    ${item.fields.filter(({ files }) => files.length > 0).map((field) => fileSection(item, field, language))}
    <p><a href="${publicLink('/public/items', language)}">${words.back}</a></p>`;
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return pageFrame(view, item.title, main, publicLink(pagePath(item.id), other));
}

function plainField(field: PublicField, language: Language): Html {
  return html`<dt>${field[language]}</dt>
    <dd>${shown(field, language)}</dd> `;
}

function shown({ kind, value, valueTitle }: PublicField, language: Language): string | Html {
  if (valueTitle) return valueTitle[language];
  if (typeof value === 'boolean') return publicWords[language][value ? 'yes' : 'no'];
  if (Array.isArray(value)) return value.join(language === 'zh' ? '、' : ', ');
  if (kind === 'url' && typeof value === 'string' && /^https?:\/\//.test(value))
    return html`<a href="${value}" rel="noreferrer">${value}</a>`;
  return value === null ? '' : String(value);
}

function fileSection(item: PublicItem, field: PublicField, language: Language): Html {
  const words = publicWords[language];
  return html`<section aria-labelledby="${field.name}">
    <h2 id="${field.name}">${field[language]} <span class="soft">${day(field.postedAt)}</span></h2>
    <ul>
      ${field.files.map(
        ({ name, no }) => html`<li><a href="${filePath(item.id, field.name, no)}">${name}</a></li> `,
      )}
    </ul>
    ${counterpart(item, field, words)}
  </section> `;
}

/** A policy and its interpretation are found from each other (政策与解读相互关联). */
function counterpart(
  item: PublicItem,
  { name }: PublicField,
  words: { toInterpretation: string; toDocument: string },
): Html | null {
  const [other, label] =
    name === 'document'
      ? ['interpretation', words.toInterpretation]
      : name === 'interpretation'
        ? ['document', words.toDocument]
        : [null, ''];
  if (other === null || !item.fields.some((field) => field.name === other)) return null;
  return html`<p><a href="#${other}" rel="related">${label}</a></p>`;
}

export function day(instant: string): string {
  return dateOfInstant(instant, zoneOffsetMinutes);
}
