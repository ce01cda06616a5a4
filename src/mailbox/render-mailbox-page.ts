import { beijingTime } from './beijing-time.js';
import { html, type Html } from './html.js';
import type { MailboxMessage } from './mailbox-store.js';
import { mailboxWords, type Language } from './mailbox-words.js';
import { mailboxLink, mailboxPath, pageFrame, type PageView } from './page-frame.js';

export interface MailboxView extends PageView {
  /** What was looked for; empty for everything. */
  recipient: string;
  query: string;
  /** Whether there are messages older than the last one shown. */
  hasOlder: boolean;
}

/** The list of received messages, a search above it. */
export function renderMailboxPage(messages: readonly MailboxMessage[], view: MailboxView): string {
  const words = mailboxWords[view.language];
  const conditions = { recipient: view.recipient, query: view.query };
  const isSearch = view.recipient !== '' || view.query !== '';
  const main = html`${searchForm(view, isSearch)}
  ${messages.length > 0 ? messageTable(messages, view.language) : html`<p class="empty">${isSearch ? words.noneFound : words.none}</p>`}
  ${olderLink(messages, view, conditions)}`;
  const other: Language = view.language === 'zh' ? 'en' : 'zh';
  return pageFrame(view, words.title, main, mailboxLink('', other, conditions));
}

function searchForm({ language, recipient, query }: MailboxView, isSearch: boolean): Html {
  const words = mailboxWords[language];
  return html`<form method="get" action="${mailboxPath}" role="search" aria-label="${words.search}">
    ${language === 'zh' ? null : html`<input type="hidden" name="language" value="${language}" />`}
    <div>
      <label for="recipient">${words.recipient}</label
      ><input id="recipient" name="recipient" value="${recipient}" autocomplete="off" />
    </div>
    <div>
      <label for="query">${words.words}</label
      ><input id="query" name="query" type="search" value="${query}" />
    </div>
    <button type="submit">${words.find}</button>
    ${isSearch ? html`<a href="${mailboxLink('', language)}">${words.clear}</a>` : null}
  </form>`;
}

function messageTable(messages: readonly MailboxMessage[], language: Language): Html {
  const words = mailboxWords[language];
  return html`<table>
    <caption>
      ${words.caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.receivedAt}</th>
        <th scope="col">${words.recipients}</th>
        <th scope="col">${words.subject}</th>
      </tr>
    </thead>
    <tbody>
      ${messages.map((message) => messageRow(message, language))}
    </tbody>
  </table>`;
}

function messageRow(message: MailboxMessage, language: Language): Html {
  const subject = message.subject || mailboxWords[language].noSubject;
  return html`<tr>
    <td class="time">
      <time datetime="${message.receivedAt.toISOString()}">${beijingTime(message.receivedAt)}</time>
    </td>
    <td>${recipientsInBrief(message.envelopeTo)}</td>
    <th scope="row">
      <a href="${mailboxLink(`/${message.id}`, language)}">${subject}</a>${copyMark(message, language)}
    </th>
  </tr> `;
}

/** A thousand recipients must not fill the list; the message's own page names them all. */
function recipientsInBrief(recipients: readonly string[]): string {
  const named = recipients.slice(0, 3).join(', ');
  return recipients.length > 3 ? `${named} … (${recipients.length})` : named;
}

/** Says that this is one of several under the same Message-ID. */
export function copyMark({ earlierCopies }: MailboxMessage, language: Language): Html | null {
  if (earlierCopies === 0) return null;
  return html` <span class="copy"
    >${mailboxWords[language].copy.replace('{count}', String(earlierCopies))}</span
  >`;
}

function olderLink(
  messages: readonly MailboxMessage[],
  view: MailboxView,
  conditions: Record<string, string>,
): Html | null {
  const last = messages.at(-1);
  if (!view.hasOlder || !last) return null;
  const link = mailboxLink('', view.language, { ...conditions, before: last.id });
  return html`<p><a href="${link}" rel="next">${mailboxWords[view.language].older}</a></p>`;
}
