import { html, type Html } from '../mailbox/html.js';
import type { Finding } from '../engine/case-file.js';
import type { Checklist } from '../engine/definition.js';
import type { Review, ReviewedField } from './read-review.js';

export type Language = 'zh' | 'en';
export interface SheetFacts {
  printedOn: string;
  /** Of an instant, in the zone of the bureau. */
  dateOf: (instant: string) => string;
  nameOf: (id: string) => { zh: string; en: string };
  checklistOf: (finding: Finding) => Checklist | null;
}

const outcomes: Record<Finding['outcome'], { zh: string; en: string }> = {
  cleared: { zh: '同意公开', en: 'cleared' },
  'cleared-in-part': { zh: '区分处理后公开', en: 'cleared in part' },
  withheld: { zh: '不予公开', en: 'withheld' },
  referred: { zh: '存疑报请确定', en: 'doubt referred' },
};
const answers = {
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
};
const states: Record<ReviewedField['state'], { zh: string; en: string }> = {
  cleared: { zh: '已审查同意', en: 'cleared' },
  changed: { zh: '审查后有改动，须重审', en: 'changed since it was cleared' },
  new: { zh: '待审查', en: 'to be reviewed' },
  withheld: { zh: '不予公开', en: 'withheld' },
  empty: { zh: '未填写', en: 'empty' },
};
const verdicts = {
  'false-alarm': { zh: '误报', en: 'false alarm' },
  'may-stay': { zh: '可以公开', en: 'may stay' },
  'must-go': { zh: '须删除', en: 'must go' },
};

/** The form of the review (保密审查表) for paper and file: what was reviewed by digest, what was found, and who decided why. */
export function renderSheet(review: Review, facts: SheetFacts, language: Language): string {
  const say = (pair: { zh: string; en: string }): string => pair[language];
  const title = say({ zh: '保密审查表', en: 'Confidentiality review sheet' });
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <title>${title} ${review.number}</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <table>
          <tr>
            <th>${say({ zh: '编号', en: 'Number' })}</th>
            <td>${review.number}</td>
            <th>${say({ zh: '填表日期', en: 'Date' })}</th>
            <td>${facts.printedOn}</td>
          </tr>
          <tr>
            <th>${say({ zh: '信息名称', en: 'Title' })}</th>
            <td colspan="3">${review.title}</td>
          </tr>
          <tr>
            <th>${say({ zh: '承办人', en: 'Drafted by' })}</th>
            <td colspan="3">
              ${review.drafters.map((id) => say(facts.nameOf(id))).join(say({ zh: '、', en: ', ' }))}
            </td>
          </tr>
        </table>
        <h2>${say({ zh: '审查内容', en: 'What was reviewed' })}</h2>
        ${itemsTable(review.items, say)}
        <h2>${say({ zh: '自动检查提示及处理', en: 'Hits and what was said of them' })}</h2>
        ${hitsTable(review.items, facts, say)}
        <h2>${say({ zh: '审查意见', en: 'Findings' })}</h2>
        ${
          review.findings.length === 0
            ? html`<p>${say({ zh: '尚无审查意见。', en: 'None yet.' })}</p>`
            : review.findings.map((finding) => findingBlock(finding, facts, say))
        }
        <p class="signs">
          ${say({ zh: '审查人（签名）：', en: 'Reviewer (signature):' })}<span
          ></span> ${say({ zh: '负责人（签名）：', en: 'Leader (signature):' })}<span></span>
        </p>
      </body>
    </html>`.markup;
}

type Say = (pair: { zh: string; en: string }) => string;

function itemsTable(items: readonly ReviewedField[], say: Say): Html {
  const rows = items
    .filter(({ state }) => state !== 'empty')
    .map(
      ({ zh, en, state, seal, shown }) =>
        html`<tr>
          <td>${say({ zh, en })}</td>
          <td>${say(shown)}</td>
          <td class="short">${say(states[state])}</td>
          <td class="seal">${seal ?? ''}</td>
        </tr>`,
    );
  return html`<table>
    <tr>
      <th>${say({ zh: '项目', en: 'Field' })}</th>
      <th>${say({ zh: '内容', en: 'Contents' })}</th>
      <th>${say({ zh: '状态', en: 'State' })}</th>
      <th>${say({ zh: '摘要值（SHA-256）', en: 'Seal (SHA-256)' })}</th>
    </tr>
    ${rows}
  </table>`;
}

function hitsTable(items: readonly ReviewedField[], { nameOf }: SheetFacts, say: Say): Html {
  const rows = items.flatMap(({ zh, en, contents }) =>
    contents.flatMap(({ hits, file }) =>
      hits.map(
        (hit) =>
          html`<tr>
            <td>${say({ zh, en })}${file ? html`<br />${file.name}` : null}</td>
            <td>${say(hit.place)}</td>
            <td>${say(hit.title)}<br />${hit.excerpt}</td>
            <td>
              ${
                hit.verdict
                  ? html`${say(verdicts[hit.verdict.verdict])}（${say(nameOf(hit.verdict.by))}）<br />${hit.verdict.reason ?? ''}`
                  : say({ zh: '未处理', en: 'open' })
              }
            </td>
          </tr>`,
      ),
    ),
  );
  if (rows.length === 0) return html`<p>${say({ zh: '无提示。', en: 'None.' })}</p>`;
  return html`<table>
    <tr>
      <th>${say({ zh: '项目', en: 'Field' })}</th>
      <th>${say({ zh: '位置', en: 'Place' })}</th>
      <th>${say({ zh: '提示', en: 'Hit' })}</th>
      <th>${say({ zh: '处理', en: 'Said of it' })}</th>
    </tr>
    ${rows}
  </table>`;
}

function findingBlock(finding: Finding, facts: SheetFacts, say: Say): Html {
  const list = facts.checklistOf(finding);
  const given = finding.checklist ?? {};
  const inOrder = list
    ? Object.keys(list.items).filter((item) => Object.hasOwn(given, item))
    : Object.keys(given);
  const rows = inOrder.map(
    (item) =>
      html`<tr>
        <td>${list?.items[item] ? say(list.items[item]) : item}</td>
        <td class="short">${given[item] ? say(answers[given[item].answer]) : ''}</td>
        <td>${given[item]?.note ?? ''}</td>
      </tr>`,
  );
  return html`<section>
    <h3>
      ${say(outcomes[finding.outcome])} · ${say(facts.nameOf(finding.by))} · ${facts.dateOf(finding.at)}
    </h3>
    ${
      rows.length > 0
        ? html`<table>
            <tr>
              <th>${say({ zh: '审查事项', en: 'Concern' })}</th>
              <th>${say({ zh: '结论', en: 'Answer' })}</th>
              <th>${say({ zh: '说明', en: 'Note' })}</th>
            </tr>
            ${rows}
          </table>`
        : null
    }
    <p>${say({ zh: '依据：', en: 'Basis: ' })}${finding.basis ?? '—'}</p>
    <p>${say({ zh: '理由：', en: 'Reason: ' })}${finding.reason ?? '—'}</p>
  </section>`;
}

const style = `
@page { size: A4; margin: 20mm 18mm; }
body { font: 12pt/1.6 'FangSong', 'STFangsong', 'Noto Serif CJK SC', serif; max-width: 180mm; margin: 0 auto; color: #000; }
h1 { text-align: center; font-size: 20pt; }
h2 { font-size: 14pt; margin: 1.2em 0 .4em; }
h3 { font-size: 12pt; margin: .8em 0 .3em; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 1px solid #000; padding: .3em .5em; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th, .short { white-space: nowrap; }
tr, section { break-inside: avoid; }
td:first-child::first-letter, h3::first-letter { text-transform: uppercase; }
.seal { font: 8pt/1.3 monospace; min-width: 48mm; overflow-wrap: anywhere; }
.signs { margin-top: 3em; }
.signs span { display: inline-block; width: 9em; border-bottom: 1px solid #000; margin-right: 2em; }`;
