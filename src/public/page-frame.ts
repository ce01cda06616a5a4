import { html, type Html } from '../mailbox/html.js';
import { publicWords, type Language } from './public-words.js';

export interface PageView {
  language: Language;
  /** Made anew for each answer and named in its Content-Security-Policy. */
  nonce: string;
  bureau: { zh: string; en: string };
}

/** No script and nothing from outside: the page is read as it came. */
export function publicPolicy(nonce: string): string {
  return `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

/** An address on the portal that keeps the language; empty conditions are left out. */
export function publicLink(
  path: string,
  language: Language,
  conditions: Record<string, string | number | undefined> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(conditions))
    if (value !== undefined && value !== '') query.append(name, String(value));
  if (language !== 'zh') query.append('language', language);
  return path + (query.size > 0 ? `?${query.toString()}` : '');
}

const style: Html = {
  markup: `
:root { color-scheme: light; --ink: #1c2430; --soft: #566071; --line: #d8dde4; --paper: #fff; --ground: #f4f6f8; --blue: #1a5485; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 18px/1.7 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
header, main, footer { max-width: 56rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; justify-content: space-between; align-items: baseline; flex-wrap: wrap; border-bottom: 3px solid var(--blue); }
footer { padding-block: 2rem; }
.product a { font-weight: 600; color: var(--ink); text-decoration: none; }
h1 { font-size: 1.5rem; line-height: 1.35; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
a { color: var(--blue); }
a:focus-visible, input:focus-visible, select:focus-visible, button:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-block: 1rem; }
label { display: block; font-size: .9rem; color: var(--soft); }
input, select, button { font: inherit; padding: .35rem .6rem; border: 1px solid #8a94a3; border-radius: .3rem; max-width: 100%; }
button { border-color: var(--blue); background: var(--blue); color: #fff; cursor: pointer; }
ol.items { list-style: none; padding: 0; }
ol.items li { background: var(--paper); border: 1px solid var(--line); padding: .75rem 1rem; margin-bottom: .5rem; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; background: var(--paper); border: 1px solid var(--line); padding: .9rem 1rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } }
@media print { form, footer, .skip { display: none; } body { background: #fff; } }
`,
};

/** A whole page around its main part. @param otherLanguageLink the same page in the other language */
export function pageFrame(view: PageView, heading: string, main: Html, otherLanguageLink: string): string {
  const words = publicWords[view.language];
  const name = view.bureau[view.language];
  return html`<!doctype html>
    <html lang="${words.htmlLanguage}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${heading} · ${name}</title>
        <link rel="alternate" type="application/atom+xml" href="/feed.xml" title="${words.heading}" />
        <style nonce="${view.nonce}">
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header>
          <p class="product">
            <a href="${publicLink('/public/items', view.language)}">${name} · ${words.heading}</a>
          </p>
          <p>
            <a href="${otherLanguageLink}" lang="${view.language === 'zh' ? 'en' : 'zh-CN'}"
              >${words.otherLanguage}</a
            >
          </p>
        </header>
        <main id="main">
          <h1>${heading}</h1>
          ${main}
        </main>
        <footer><a href="/feed.xml">${words.feed}</a></footer>
      </body>
    </html> `.markup;
}
