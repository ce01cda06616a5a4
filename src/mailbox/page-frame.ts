import { html, type Html } from './html.js';
import { mailboxWords, type Language } from './mailbox-words.js';
import { mailboxStyle } from './mailbox-style.js';

export interface PageView {
  language: Language;
  /** Made anew for each answer and named in its Content-Security-Policy. */
  nonce: string;
}

/**
 * The Content-Security-Policy for the mailbox pages: no script at all, nothing loaded from outside.
 * A mail's own style attributes count inside its frame, which takes this policy over; style sheets do not.
 */
export function mailboxPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    'img-src data:',
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const mailboxPath = '/mailbox';

/** An address inside the mailbox that keeps the language; empty conditions are left out. */
export function mailboxLink(
  path: string,
  language: Language,
  conditions: Record<string, string | null> = {},
): string {
  const given = Object.entries(conditions).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(given);
  if (language !== 'zh') query.append('language', language);
  return mailboxPath + path + (query.size > 0 ? `?${query.toString()}` : '');
}

/** A whole page around its main part. @param otherLanguageLink the same page in the other language */
export function pageFrame(view: PageView, heading: string, main: Html, otherLanguageLink: string): string {
  const words = mailboxWords[view.language];
  const { markup } = html`<!doctype html>
    <html lang="${words.htmlLanguage}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${heading} · ${words.product}</title>
        <style nonce="${view.nonce}">
          ${mailboxStyle}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header>
          <p class="product">
            <a href="${mailboxLink('', view.language)}">${words.product} · ${words.title}</a>
          </p>
          <p>
            <a href="${otherLanguageLink}" lang="${view.language === 'zh' ? 'en' : 'zh-CN'}"
              >${words.otherLanguage}</a
            >
          </p>
        </header>
        <p class="notice">${words.notice}</p>
        <main id="main">
          <h1>${heading}</h1>
          ${main}
        </main>
      </body>
    </html> `;
  return markup;
}
