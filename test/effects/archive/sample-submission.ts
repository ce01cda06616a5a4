import { createHash } from 'node:crypto';
import { chainHash, chainStart, type AuditEntry } from '../../../src/audit/chain.js';
import type {
  ArchiveFile,
  ArchiveItem,
  ArchivePart,
  ArchiveSubmission,
} from '../../../src/effects/archive/archive-item.js';

export function chainOf(bodies: readonly unknown[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const body of bodies) {
    const prev = entries.at(-1)?.hash ?? chainStart;
    entries.push({ seq: entries.length + 1, prev, hash: chainHash(prev, body), body });
  }
  return entries;
}

export function archiveFile(part: ArchivePart, name: string, text: string): ArchiveFile {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    field: part,
    part,
    name,
    source: { bytes },
    sha256,
    sizeBytes: bytes.length,
    mediaType: 'application/pdf',
  };
}

export const notice: ArchiveItem = {
  caseNumber: '2016-0001',
  indexNumber: 'SM00105/2016-00034',
  documentNumber: '明司〔2016〕34号',
  title: '关于印发《政务公开工作主要任务分解表》的通知',
  type: 'policy-document',
  category: '政策文件',
  responsibleParties: ['三明市司法局'],
  section: '办公室',
  madeOn: '2016-06-28',
  publishedOn: '2016-07-26',
  attribute: '主动公开',
  retention: '永久',
  secrecy: '公开',
  files: [
    archiveFile('document', '正文.pdf', '正文的内容'),
    archiveFile('attachment', '任务分解表.pdf', '附件的内容'),
    archiveFile('interpretation', '解读.pdf', '解读的内容'),
  ],
  review: [{ outcome: 'cleared', by: 'reviewer', on: '2016-07-01' }],
  audit: chainOf([
    { action: 'open', by: 'drafter' },
    { action: 'submit', by: 'drafter', data: { 文号: '34', n: 1.5, list: [null, true] } },
    { action: 'clear', by: 'reviewer' },
  ]),
  catalogue: { 主题分类: '司法行政', 体裁分类: '通知', 内容概述: '分解 14 项任务', 有效性: '有效' },
};

export const submission: ArchiveSubmission = {
  quarter: '2016Q3',
  version: 1,
  sender: '三明市司法局',
  recipient: '三明市档案馆',
  preparedBy: '档案员',
  contactPhone: '0598-0000000',
  packedOn: '2016-10-08',
  paperItems: 1,
  carrier: '光盘 1 张',
  items: [notice],
};
