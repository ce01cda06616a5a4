import { beijingTime } from './beijing-time.js';
import { html, type Html } from './html.js';
import type { MailboxMessage } from './mailbox-store.js';
import { mailboxWords, type Language } from './mailbox-words.js';
import { mailboxLink, pageFrame, type PageView } from './page-frame.js';
import { copyMark } from './render-mailbox-page.js';

/** One message: who, to whom, when, its text, and its HTML in a frame that may run and load nothing. */
export function renderMessagePage(message: MailboxMessage, view: PageView): string {
  const { language } = view;
  const words = mailboxWords[language];
  const path = `/${message.id}`;
  const main = html`<p>
      <a href="${mailboxLink('', language)}">${words.back}</a>${copyMark(message, language)}
    </p>
    ${facts(message, language)}
    <h2 id="text">${words.text}</h2>
    ${message.text ? html`<pre aria-labelledby="text" tabindex="0">${textWithLinks(message.text)}</pre>` : html`<p>${words.noText}</p>`}
    ${message.html === null ? null : htmlPart(message.html, words.htmlPart)} ${allHeaders(message, language)}
    <p><a href="${mailboxLink(`${path}/raw`, 'zh')}">${words.raw}</a></p>`;
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return pageFrame(view, message.subject || words.noSubject, main, mailboxLink(path, other));
}

/** The text as it is laid out, its web addresses as links: from the mail to the case is one click. */
function textWithLinks(text: string): (string | Html)[] {
  const pieces = text.split(/(https?:\/\/[^\s<>"'，。；（）]+)/);
  const linked = pieces.map((piece, index) => (index % 2 === 0 ? piece : webLink(piece)));
  return ['\n', ...linked]; // HTML drops the first line break of a <pre>, which must not be the text's own
}

function webLink(address: string): Html {
  return html`<a href="${address}" rel="noreferrer">${address}</a>`;
}

function facts(message: MailboxMessage, language: Language): Html {
  const words = mailboxWords[language];
  const entries: [string, string][] = [
    [words.sender, message.sender],
    [words.returnPath, message.envelopeFrom || words.noSender],
    [words.recipients, message.envelopeTo.join(', ')],
    [words.receivedAt, beijingTime(message.receivedAt)],
    [words.date, mailDate(message)],
    [words.messageId, message.messageId ?? ''],
  ];
  const shown = entries.filter(([, value]) => value !== '');
  return html`<dl>
    ${shown.map(
      ([term, value]) =>
        html`<dt>${term}</dt>
          <dd>${value}</dd> `,
    )}
  </dl>`;
}

/** The mail's own date: in a demo whose clock was moved it tells another day than the arrival. */
function mailDate(message: MailboxMessage): string {
  const written = message.headers.date?.[0] ?? '';
  const instant = new Date(written);
  return Number.isNaN(instant.getTime()) ? written : beijingTime(instant);
}

/** An empty sandbox: no script, no form, no navigation of the page around it, an origin of its own. */
function htmlPart(markup: string, title: string): Html {
  return html`<h2>${title}</h2>
    <iframe sandbox="" referrerpolicy="no-referrer" title="${title}" srcdoc="${markup}"></iframe>`;
}

function allHeaders(message: MailboxMessage, language: Language): Html {
  const lines = Object.entries(message.headers).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  return html`<details>
    <summary>${mailboxWords[language].headers}</summary>
    <pre>${lines.join('\n')}</pre>
  </details>`;
}
