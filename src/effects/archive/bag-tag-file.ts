import { bagFault, type BagFault } from './bag-fault.js';

/** What bag-info.txt says; Bagging-Date, Payload-Oxum and the like are RFC 8493 2.2.2's own labels. */
export interface BagInfo {
  /** Date of packing in the bureau's zone, for Bagging-Date. */
  baggedOn: string;
  /** Further labels in the order in which they are to stand, e.g. Source-Organization, External-Identifier. */
  labels: Readonly<Record<string, string>>;
}

/** The declaration of a bag of version 1.0, byte for byte (RFC 8493 2.1.1). */
export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

const computedLabels = new Set(['payload-oxum', 'bagging-date']);

/** Every reason why these labels cannot be written: one that breaks its line, or that the writer computes itself. */
export function findLabelFaults({ baggedOn, labels }: BagInfo): BagFault[] {
  const faults = Object.entries(labels).flatMap(([label, value]) => {
    if (computedLabels.has(label.toLowerCase()))
      return [labelFault(`${label} 由程序填写。`, `${label} is filled in by the program.`)];
    if (!/^[^\s:]([^\r\n:]*[^\s:])?$/.test(label))
      return [labelFault(`“${label}”不能作标签。`, `“${label}” cannot be a label.`)];
    if (/[\r\n]/.test(value))
      return [labelFault(`${label} 的内容不能换行。`, `${label} must be on one line.`)];
    return [];
  });
  if (/^\d{4}-\d{2}-\d{2}$/.test(baggedOn)) return faults;
  return [
    labelFault(`Bagging-Date “${baggedOn}”不是日期。`, `Bagging-Date “${baggedOn}” is not a date.`),
    ...faults,
  ];
}

const labelFault = (zh: string, en: string): BagFault => bagFault('bad-info', 'bag-info.txt', zh, en);

/** @param payloadBytes and files of the payload, for Payload-Oxum */
export function formatBagInfo(info: BagInfo, payloadBytes: number, payloadFiles: number): string {
  const labels = Object.entries(info.labels);
  const computed = [
    ['Bagging-Date', info.baggedOn],
    ['Payload-Oxum', `${payloadBytes}.${payloadFiles}`],
  ];
  return [...labels, ...computed].map(([label, value]) => `${label}: ${value}\n`).join('');
}

/** The labels of a tag file as they stand, repeated ones included; a line that begins with white space continues a value. */
export function readTagFile(name: string, text: string): { labels: [string, string][]; faults: BagFault[] } {
  const labels: [string, string][] = [];
  const faults: BagFault[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, at) => {
    if (line.trim() === '') return;
    const last = labels.at(-1);
    if (/^[ \t]/.test(line) && last) return void (last[1] += ` ${line.trim()}`);
    const [, label, value] = /^([^\s:](?:[^:]*[^\s:])?)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (label !== undefined && value !== undefined) labels.push([label, value.trim()]);
    else
      faults.push(
        bagFault(
          'unreadable-line',
          name,
          `${name} 第 ${at + 1} 行不是“标签: 内容”。`,
          `${name}, line ${at + 1}, is not “label: value”.`,
        ),
      );
  });
  return { labels, faults };
}
