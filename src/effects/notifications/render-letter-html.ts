import { html, type Html } from '../../mailbox/html.js';
import type { Notice } from './deadline-item.js';
import type { DeadlineLetter, LetterEntry, LetterSection } from './deadline-letter.js';

/** Mail programs drop style sheets, so the style stands on the elements; colour only repeats what the words say. */
const noticeColour: Record<Notice, string> = {
  escalate: '#7a1f1f',
  breach: '#a8201a',
  nudge: '#8a4b00',
  remind: '#1f5a8a',
  arrived: '#1f5a8a',
  moved: '#3d4856',
  copied: '#3d4856',
};

const bodyStyle =
  "margin:0;padding:16px;background:#fff;color:#1c2430;font:15px/1.6 'Microsoft YaHei',Arial,sans-serif";
const buttonStyle =
  'display:inline-block;padding:6px 14px;background:#1f5a8a;color:#fff;text-decoration:none';

/** The letter as HTML, every datum escaped. */
export function renderLetterHtml(letter: DeadlineLetter): string {
  const { markup } = html`<!doctype html>
    <html lang="${letter.language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
      </head>
      <body style="${bodyStyle}">
        <p>${letter.greeting}</p>
        <p>${letter.opening}</p>
        ${letter.sections.map(sectionHtml)}
        ${letter.notListed === null ? null : html`<p><strong>${letter.notListed}</strong></p> `}
        <p><a href="${letter.worklist.url}">${letter.worklist.label}</a></p>
        <p style="color:#5a6472;font-size:13px">${letter.closing}</p>
      </body>
    </html> `;
  return markup;
}

function sectionHtml({ notice, heading, entries }: LetterSection): Html {
  return html`<h2 style="font-size:17px;margin:24px 0 8px;color:${noticeColour[notice]}">${heading}</h2>
    <ol style="padding-left:24px">
      ${entries.map(entryHtml)}
    </ol> `;
}

function entryHtml({ heading, facts, link }: LetterEntry): Html {
  const rows = facts.map(
    ([label, value]) =>
      html`<tr>
        <th scope="row" style="text-align:left;padding-right:16px;font-weight:normal;color:#5a6472">
          ${label}
        </th>
        <td>${value}</td>
      </tr> `,
  );
  return html`<li style="margin-bottom:20px">
    <strong>${heading}</strong>
    <table style="border-collapse:collapse;margin:4px 0 8px">
      ${rows}
    </table>
    <a href="${link.url}" style="${buttonStyle}">${link.label}</a>
  </li> `;
}
