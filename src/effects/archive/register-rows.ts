import type { PlacedItem } from './place-files.js';

/** A line of the register (文件目录), with the eight fields of 档发〔2012〕7号 and the size for the hand-over form. */
export interface RegisterRow {
  /** 顺序号, from 1. */
  no: number;
  /** 档号; empty until the archives give one. */
  fileReference: string;
  /** 责任者. */
  responsible: string;
  /** 题名. */
  title: string;
  /** 日期: the date on which it was made. */
  madeOn: string;
  /** 密级. */
  secrecy: string;
  /** 电子档案名称: places inside data/, body first. */
  names: string[];
  /** 备注: index number, document number, and what else there is to say. */
  remark: string;
  sizeBytes: number;
}

/** The register of a hand-over, in the order of the items: body, attachments and interpretation are one line. */
export function registerRows(items: readonly PlacedItem[]): RegisterRow[] {
  return items.map(({ item, files }, at) => ({
    no: at + 1,
    fileReference: item.fileReference ?? '',
    responsible: item.responsibleParties.join('；'),
    title: item.title,
    madeOn: item.madeOn,
    secrecy: item.secrecy,
    names: files.map(({ path }) => path.replace(/^data\//, '')),
    remark: remarkOf(item),
    sizeBytes: files.reduce((sum, { file }) => sum + file.sizeBytes, 0),
  }));
}

function remarkOf({ indexNumber, documentNumber, remark }: PlacedItem['item']): string {
  const parts = [indexNumber && `索引号 ${indexNumber}`, documentNumber && `文号 ${documentNumber}`, remark];
  return parts.filter(Boolean).join('；');
}
