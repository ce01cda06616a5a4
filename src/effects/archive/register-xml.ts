import type { ArchiveSubmission } from './archive-item.js';
import { escapeMarkup, indented } from './markup.js';
import type { RegisterRow } from './register-rows.js';

/** 文件目录.XML in the fields and the order of 档发〔2012〕7号; every field stands even when it is empty. */
export function registerXml(submission: ArchiveSubmission, rows: readonly RegisterRow[]): string {
  const { sender, recipient, quarter } = submission;
  const attributes = Object.entries({
    移交单位: sender,
    接收单位: recipient,
    季度: quarter,
    件数: `${rows.length}`,
  })
    .map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`)
    .join('');
  const body = rows.map((row) => `  <文件>\n${indented(fieldsOf(row), 4)}  </文件>\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<文件目录${attributes}>\n${body}</文件目录>\n`;
}

function fieldsOf(row: RegisterRow): string[] {
  const field = (name: string, value: string) => `<${name}>${escapeMarkup(value)}</${name}>`;
  return [
    field('顺序号', `${row.no}`),
    field('档号', row.fileReference),
    field('责任者', row.responsible),
    field('题名', row.title),
    field('日期', row.madeOn),
    field('密级', row.secrecy),
    ...row.names.map((name) => field('电子档案名称', name)),
    field('备注', row.remark),
  ];
}
