import type { ArchiveSubmission } from './archive-item.js';
import { escapeMarkup } from './markup.js';
import type { PlacedItem } from './place-files.js';
import type { RegisterRow } from './register-rows.js';
import { registerStyle } from './register-style.js';
import { gigabytes, quarterWords } from './register-words.js';

/** The sheet that is printed on A4, signed and stamped: the hand-over form and the register, or the nil return. */
export function registerHtml(
  submission: ArchiveSubmission,
  rows: readonly RegisterRow[],
  items: readonly PlacedItem[],
): string {
  const isNil = rows.length === 0;
  const title = isNil ? '主动公开文件送交零报告' : '主动公开文件移交与接收登记表';
  const english = isNil ? 'Nil return of disclosed documents' : 'Hand-over of disclosed documents';
  const body = isNil ? nilReturn(submission) : handOver(submission, rows, items);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(`${title} ${submission.quarter}`)}</title>
<style>${registerStyle}</style>
</head>
<body>
<h1>${title}</h1>
<p class="english">${english}</p>
${body}
</body>
</html>
`;
}

function nilReturn(submission: ArchiveSubmission): string {
  return `${formTable(submission, [['送交件数', '纸质 0 件，电子 0 件']])}
<p>经核对，本单位 ${escapeMarkup(quarterWords(submission.quarter))}无应送交的主动公开文件，特此零报告。</p>
<p>No document disclosed in ${escapeMarkup(submission.quarter)} is due for hand-over.</p>
${signatures}`;
}

function handOver(
  submission: ArchiveSubmission,
  rows: readonly RegisterRow[],
  items: readonly PlacedItem[],
): string {
  const files = items.flatMap((placed) => placed.files);
  const sizeBytes = rows.reduce((sum, row) => sum + row.sizeBytes, 0);
  const counts: [string, string][] = [
    ['内容描述', `${quarterWords(submission.quarter)}主动公开的文件，附${accompanying(items).join('、')}`],
    ['纸质件数', `${submission.paperItems} 件`],
    ['电子件数', `${rows.length} 件，${files.length} 个文件`],
    ['数据量', `${gigabytes(sizeBytes)} GB（${sizeBytes} 字节；1 GB = 1024³ 字节）`],
    ['载体', submission.carrier],
    ['摘要算法', 'SHA-256'],
  ];
  return `${formTable(submission, counts)}
${countWarning(submission.paperItems, rows.length)}
${checks}
${signatures}
<h2 class="new-page">文件目录</h2>
${registerTable(rows)}
<h2>电子文件摘要（SHA-256）</h2>
${digestTable(items)}`;
}

/** What goes with the documents; the form must not promise a record that is not in the package. */
function accompanying(items: readonly PlacedItem[]): string[] {
  const has = (holds: (placed: PlacedItem) => boolean, name: string) => (items.some(holds) ? [name] : []);
  return [
    ...has(({ files }) => files.some(({ file }) => file.part === 'interpretation'), '解读材料'),
    '元数据',
    ...has(({ item }) => item.review.length > 0, '审查记录'),
    ...has(({ item }) => item.audit.length > 0, '审计链'),
  ];
}

function formTable(submission: ArchiveSubmission, more: readonly [string, string][]): string {
  const { sender, recipient, quarter, version, packedOn, preparedBy, contactPhone, replacesSha256 } =
    submission;
  const lines: [string, string][] = [
    ['移交单位', sender],
    ['接收单位', recipient],
    ['季度', version === 1 ? quarter : `${quarter}（第 ${version} 版）`],
    ...(replacesSha256 ? [['替换的移交包摘要', replacesSha256] as [string, string]] : []),
    ...more,
    ['填表日期', packedOn],
    ['联系人', [preparedBy, contactPhone].filter(Boolean).join('，')],
  ];
  const rows = lines.map(
    ([name, value]) => `<tr><th scope="row">${name}</th><td>${escapeMarkup(value)}</td></tr>`,
  );
  return `<table>\n${rows.join('\n')}\n</table>`;
}

/** The halls cross-check the two counts (闽政办函〔2016〕42号), so a difference is said before they find it. */
const countWarning = (paperItems: number, electronicItems: number): string =>
  paperItems === electronicItems
    ? ''
    : `<p class="warning">纸质 ${paperItems} 件与电子 ${electronicItems} 件不一致，请在移交前核对。</p>`;

const checkNames = ['真实性', '完整性', '可用性', '安全性'];

/** 档案法 2020 art. 39: the hall checks the four; the form has room for both sides' findings. */
const checks = `<h2>检验</h2>
<table class="together">
<thead><tr><th>检验项目</th><th>移交单位检验结果</th><th>接收单位检验结果</th></tr></thead>
<tbody class="check">
${checkNames.map((name) => `<tr><th scope="row">${name}</th><td></td><td></td></tr>`).join('\n')}
</tbody>
</table>`;

const signatures = `<h2>签章</h2>
<table class="together">
<thead><tr><th></th><th>移交单位</th><th>接收单位</th></tr></thead>
<tbody class="signature">
<tr><th scope="row">经办人（签字、日期）</th><td></td><td></td></tr>
<tr><th scope="row">负责人（签字、日期）</th><td></td><td></td></tr>
<tr><th scope="row">单位（盖章、日期）</th><td></td><td></td></tr>
</tbody>
</table>`;

function registerTable(rows: readonly RegisterRow[]): string {
  const head = ['顺序号', '档号', '责任者', '题名', '日期', '密级', '电子档案名称', '备注'];
  const lines = rows.map((row) => {
    const front = [`${row.no}`, row.fileReference, row.responsible, row.title].map(cell).join('');
    const madeOn = `<td class="date">${escapeMarkup(row.madeOn)}</td>`;
    const names = row.names.map(escapeMarkup).join('<br>');
    return `<tr>${front}${madeOn}${cell(row.secrecy)}<td>${names}</td>${cell(row.remark)}</tr>`;
  });
  return table('register', head, lines);
}

function digestTable(items: readonly PlacedItem[]): string {
  const lines = items.flatMap(({ files }, at) =>
    files.map(({ file, path }) => {
      const size = `<td class="number">${file.sizeBytes}</td><td class="digest">${escapeMarkup(file.sha256)}</td>`;
      return `<tr>${cell(`${at + 1}`)}${cell(path.replace(/^data\//, ''))}${size}</tr>`;
    }),
  );
  return table('register', ['顺序号', '电子档案名称', '字节数', 'SHA-256'], lines);
}

const cell = (text: string): string => `<td>${escapeMarkup(text)}</td>`;

const table = (name: string, head: readonly string[], lines: readonly string[]): string =>
  `<table class="${name}">
<thead><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
