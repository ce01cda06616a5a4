import type { AuditEntry, ChainHead } from '../../audit/chain.js';
import type { ContentSource } from './bag-content.js';

/** What a file is to its item; a document and its interpretation refer to each other (domain 2.5). */
export type ArchivePart = 'document' | 'attachment' | 'interpretation' | 'evidence';

export interface ArchiveFile {
  /** Name of the form field that held it. */
  field: string;
  part: ArchivePart;
  /** As people named it; the name in the package is made safe. */
  name: string;
  source: ContentSource;
  /** Of the bytes that were cleared, in hexadecimal; other bytes are refused when packing. */
  sha256: string;
  sizeBytes: number;
  mediaType: string;
}

/** One disclosed item, handed over as one piece: body, attachments and interpretation together (DA/T 22-2015). */
export interface ArchiveItem {
  caseNumber: string;
  /** 索引号. */
  indexNumber?: string;
  /** 文号. */
  documentNumber?: string;
  /** 档号, when the archives have given one. */
  fileReference?: string;
  title: string;
  /** Id of the workflow, e.g. policy-document. */
  type: string;
  /** 类别: its name in Chinese, as the folder is called. */
  category: string;
  /** 责任者: who issued it; of a joint document the lead, then the others. */
  responsibleParties: readonly string[];
  /** 责任科室. */
  section: string;
  /** 成文日期. */
  madeOn: string;
  /** 发布日期. */
  publishedOn: string;
  /** 公开属性, in Chinese. */
  attribute: string;
  /** 保管期限, e.g. 永久. */
  retention?: string;
  /** Only what is public is handed over. */
  secrecy: '公开';
  files: readonly ArchiveFile[];
  /** Findings of the confidentiality review and the approvals, as they were recorded. */
  review: readonly object[];
  /** The case's chain, whole, from its first entry; empty when it is not handed over. */
  audit: readonly AuditEntry[];
  /** Where the case says its chain ends, so that a chain cut short is not handed over. */
  auditHead?: ChainHead;
  /** Further elements of the disclosure catalogue by their Chinese names, e.g. 主题分类 (domain 2.13). */
  catalogue: Readonly<Record<string, string>>;
  remark?: string;
}

/** One hand-over of one quarter to one recipient. Without items it is a nil return (零报告). */
export interface ArchiveSubmission {
  /** E.g. 2016Q3. */
  quarter: string;
  /** 1, then one more for each replacement. */
  version: number;
  sender: string;
  recipient: string;
  preparedBy: string;
  contactPhone?: string;
  /** Date of packing in the bureau's zone. */
  packedOn: string;
  /** Items on paper that go with it; the halls compare it with the electronic ones (domain 2.8). */
  paperItems: number;
  /** 载体, e.g. 光盘 1 张 or 网上传输. */
  carrier: string;
  /** Seal of the package that this one replaces. */
  replacesSha256?: string;
  items: readonly ArchiveItem[];
}
