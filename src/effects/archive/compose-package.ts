import { fileURLToPath } from 'node:url';
import { canonicalJson, verifyChain, type AuditEntry } from '../../audit/chain.js';
import type { ArchiveItem, ArchiveSubmission } from './archive-item.js';
import type { BagContent } from './bag-content.js';
import { bagFault, UnwritableBag, type BagFault } from './bag-fault.js';
import type { BagInfo } from './bag-tag-file.js';
import { itemMetadata } from './item-metadata.js';
import { placeFiles, type PlacedItem } from './place-files.js';
import { registerCsv } from './register-csv.js';
import { registerHtml } from './register-html.js';
import { registerNotes } from './register-notes.js';
import { registerRows } from './register-rows.js';
import { registerXml } from './register-xml.js';

/** Runs with nothing but Node's standard library, so that the recipient needs nothing of ours. */
const verifier = fileURLToPath(new URL('./verify.mjs', import.meta.url));

/**
 * Everything that stands in a quarter's package (domain 2.9); without items it is a nil return. Pure: reads no file.
 * @throws UnwritableBag naming every item whose audit chain does not hold: such a package would fail its own verifier
 */
export function composePackage(submission: ArchiveSubmission): BagContent[] {
  const faults = submission.items.flatMap(chainFaults);
  if (faults.length > 0) throw new UnwritableBag(faults);
  const items = placeFiles(submission.items);
  const rows = registerRows(items);
  const text = (path: string, written: string): BagContent => ({ path, source: { text: written } });
  return [
    text('data/说明文件.TXT', registerNotes(submission, rows)),
    text('data/文件目录.XML', registerXml(submission, rows)),
    text('data/文件目录.csv', registerCsv(rows)),
    text('data/文件目录.html', registerHtml(submission, rows, items)),
    { path: 'data/校验程序/verify.mjs', source: { file: verifier } },
    ...items.flatMap((placed) => itemContents(placed, submission.sender)),
  ];
}

function chainFaults({ caseNumber, audit, auditHead }: ArchiveItem): BagFault[] {
  const verdict = audit.length > 0 ? verifyChain(audit, auditHead) : ({ ok: true } as const);
  if (verdict.ok) return [];
  const zh = `事项 ${caseNumber} 的审计链在第 ${verdict.seq} 条不成立，不能移交；请审计管理员核查。`;
  const en = `The audit chain of case ${caseNumber} does not hold, so it cannot be handed over; ask the audit administrator: ${verdict.why}.`;
  return [bagFault('broken-chain', '', zh, en)];
}

function itemContents(placed: PlacedItem, sender: string): BagContent[] {
  const { item, files, metadataPath, reviewPath, auditPath } = placed;
  const contents: BagContent[] = files.map(({ file, path }) => ({
    path,
    source: file.source,
    sha256: file.sha256,
  }));
  contents.push({ path: metadataPath, source: { text: itemMetadata(placed, sender) } });
  if (item.review.length > 0) contents.push({ path: reviewPath, source: { text: prettyJson(item.review) } });
  if (item.audit.length > 0)
    contents.push({ path: auditPath, source: { text: chainJson(item.caseNumber, item.audit) } });
  return contents;
}

/** Sorted keys, so that the same record gives the same bytes; indented, for it is read by people. */
const prettyJson = (value: unknown): string =>
  `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;

function chainJson(caseNumber: string, entries: readonly AuditEntry[]): string {
  const { seq, hash } = entries.at(-1) ?? {};
  return prettyJson({ format: 'gongkai-audit-chain/1', caseNumber, head: { seq, hash }, entries });
}

/** The labels of bag-info.txt for a quarter's package. */
export function packageLabels(submission: ArchiveSubmission): BagInfo {
  const { sender, recipient, quarter, version, preparedBy, contactPhone, packedOn, items } = submission;
  const what = items.length === 0 ? '主动公开文件零报告' : `主动公开文件 ${items.length} 件`;
  const labels: Record<string, string> = {
    'Source-Organization': sender,
    'Contact-Name': preparedBy,
    ...(contactPhone ? { 'Contact-Phone': contactPhone } : {}),
    'External-Description': `${quarter} ${what}，送交${recipient}`,
    'External-Identifier': `${quarter}-${recipient}-v${version}`,
    'Bag-Software-Agent': 'Gongkai',
  };
  return { baggedOn: packedOn, labels };
}
