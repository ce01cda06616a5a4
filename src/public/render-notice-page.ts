import { html } from '../mailbox/html.js';
import { dayOf, originalLanguage } from './list-entry.js';
import { pageFrame, publicLink, type PageView } from './page-frame.js';
import { cataloguePath, pagePath } from './public-addresses.js';
import type { TakenDownItem } from './public-item.js';

/** In place of an item that was taken down: that it was here, when it went and why (撤下说明). */
export function renderTakenDownPage(view: PageView, item: TakenDownItem): string {
  const { words, reading } = view;
  const main = html`<article class="sheet">
      <h1>${words.takenDownHeading}</h1>
      <section class="notice" aria-labelledby="taken-down">
        <h2 id="taken-down">${words.takenDown}</h2>
        <p>${words.takenDownText}</p>
      </section>
      <dl class="entry">
        <dt>${words.indexNumber}</dt>
        <dd>${item.indexNumber}</dd>
        <dt>${words.typeClass}</dt>
        <dd>${item.typeTitle[reading.language]}</dd>
        <dt>${words.postedAt}</dt>
        <dd>${dayOf(item.postedAt)}</dd>
        <dt>${words.takenDownAt}</dt>
        <dd>${dayOf(item.takenDownAt)}</dd>
        <dt>${words.takenDownWhy}</dt>
        <dd class="whole" ${originalLanguage(view)}>${item.why === '' ? words.noReason : item.why}</dd>
      </dl>
    </article>
    <p class="trail"><a href="${publicLink(view, cataloguePath)}">${words.back}</a></p>`;
  return pageFrame(view, { title: words.takenDownHeading, main, path: pagePath(item.id), isUnlisted: true });
}

/** For whatever is not there or cannot be asked. @param reasons all at once */
export function renderApology(
  view: PageView,
  { heading, text, reasons = [] }: { heading: string; text: string; reasons?: readonly string[] },
): string {
  const list = html`<ul>
    ${reasons.map((reason) => html`<li>${reason}</li>`)}
  </ul>`;
  const main = html`<article class="sheet">
    <h1>${heading}</h1>
    <p>${text}</p>
    ${reasons.length > 0 ? list : null}
    <p><a href="${publicLink(view, cataloguePath)}">${view.words.back}</a></p>
  </article>`;
  return pageFrame(view, { title: heading, main, path: cataloguePath, isUnlisted: true });
}
