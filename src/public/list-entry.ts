import { dateOfInstant } from '../engine/days.js';
import { html, type Html } from '../mailbox/html.js';
import { zoneOffsetMinutes } from '../platform/time.js';
import { markWords } from './mark-words.js';
import { publicLink, type PageView } from './page-frame.js';
import { pagePath } from './public-addresses.js';
import type { PublicEntry } from './public-item.js';

const summaryCharacters = 120;

/** The date of an instant in Beijing. */
export function dayOf(instant: Date): string {
  return dateOfInstant(instant.toISOString(), zoneOffsetMinutes);
}

/** `lang` for what the bureau wrote, on a page in another language. */
export function originalLanguage({ reading }: PageView): Html | null {
  return reading.language === 'zh' ? null : html` lang="zh-CN"`;
}

/** One item of a list with what tells it from others. @param q words to mark */
export function listEntry(view: PageView, item: PublicEntry, typeTitle: string, q?: string): Html {
  const { words, edition } = view;
  const isExpired = item.validUntil !== null && item.validUntil < edition.today;
  const summary = excerpt(item.summary ?? '', q);
  const facts = [typeTitle, item.organisation ?? '', item.indexNumber, isExpired ? words.isExpired : ''];
  return html`<li>
    <a class="name" href="${publicLink(view, pagePath(item.id))}" ${originalLanguage(view)}
      >${markWords(item.title, q)}</a
    >
    ${item.documentNumber === null ? null : html`<span class="soft piece" ${originalLanguage(view)}>${markWords(item.documentNumber, q)}</span>`}
    ${summary === '' ? null : html`<p${originalLanguage(view)}>${markWords(summary, q)}</p>`}
    <p class="soft">
      <time datetime="${item.postedAt.toISOString()}">${dayOf(item.postedAt)}</time>
      ${facts.filter((fact) => fact !== '').map((fact) => html` · <span class="piece">${fact}</span>`)}
      ${item.hasInterpretation ? html` · <a href="${publicLink(view, `${pagePath(item.id)}#interpretation`)}">${words.hasInterpretation}</a>` : null}
    </p>
  </li> `;
}

/** Title and date only. */
export function shortEntry(view: PageView, item: Pick<PublicEntry, 'id' | 'title' | 'postedAt'>): Html {
  return html`<li>
    <a href="${publicLink(view, pagePath(item.id))}" ${originalLanguage(view)}>${item.title}</a>
    <time datetime="${item.postedAt.toISOString()}">${dayOf(item.postedAt)}</time>
  </li> `;
}

/** The beginning of a summary, or the part in which the first searched word stands. */
function excerpt(text: string, q: string | undefined): string {
  const [first = ''] = (q ?? '').trim().split(/\s+/);
  const at = first === '' ? 0 : Math.max(0, text.indexOf(first) - 20);
  const from = at + summaryCharacters > text.length ? Math.max(0, text.length - summaryCharacters) : at;
  const part = text.slice(from, from + summaryCharacters);
  return `${from > 0 ? '…' : ''}${part}${from + summaryCharacters < text.length ? '…' : ''}`;
}
