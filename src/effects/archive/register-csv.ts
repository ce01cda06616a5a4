import type { RegisterRow } from './register-rows.js';

const header = ['顺序号', '档号', '责任者', '题名', '日期', '密级', '电子档案名称', '备注'];

/** The register for a spreadsheet: UTF-8 with a byte order mark, without which Excel garbles Chinese; RFC 4180 lines. */
export function registerCsv(rows: readonly RegisterRow[]): string {
  const lines = rows.map((row) => [
    `${row.no}`,
    row.fileReference,
    row.responsible,
    row.title,
    row.madeOn,
    row.secrecy,
    row.names.join('；'),
    row.remark,
  ]);
  return `\ufeff${[header, ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`;
}

/**
 * A cell in quotes. A spreadsheet runs a cell that begins like a formula, full-width signs included, so that one gets an
 * apostrophe in front and stays text.
 */
export function csvCell(text: string): string {
  const isFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u.test(text);
  return `"${isFormula ? "'" : ''}${text.replace(/"/g, '""')}"`;
}
