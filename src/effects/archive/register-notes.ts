import type { ArchiveSubmission } from './archive-item.js';
import type { RegisterRow } from './register-rows.js';
import { gigabytes, quarterWords } from './register-words.js';

/** 说明文件.TXT (档发〔2012〕7号): what is in the package and how to check it, for whoever opens it in twenty years. */
export function registerNotes(submission: ArchiveSubmission, rows: readonly RegisterRow[]): string {
  const sizeBytes = rows.reduce((sum, row) => sum + row.sizeBytes, 0);
  const files = rows.reduce((sum, row) => sum + row.names.length, 0);
  const lines = [
    '说明文件',
    '',
    `移交单位：${submission.sender}`,
    `接收单位：${submission.recipient}`,
    `季度：${quarterWords(submission.quarter)}，第 ${submission.version} 版`,
    `打包日期：${submission.packedOn}`,
    `经办人：${submission.preparedBy}`,
    ...(submission.replacesSha256 ? [`替换摘要为 ${submission.replacesSha256} 的移交包`] : []),
    '',
    ...(rows.length === 0
      ? ['本季度无应送交的主动公开文件（零报告）。见“文件目录.html”。']
      : [
          `电子 ${rows.length} 件，${files} 个文件，${gigabytes(sizeBytes)} GB（${sizeBytes} 字节）；纸质 ${submission.paperItems} 件。`,
        ]),
    '',
    '一、内容（均在 data 文件夹内）',
    '文件目录.XML、文件目录.csv：目录；文件目录.html：可打印的目录和登记表。',
    '电子档案：按“年度-类别”存放，文件名以索引号开头，无索引号的以事项编号开头；每件附元数据。',
    '其他/审查记录（如有）：保密审查和审批记录。其他/审计链（如有）：事项全过程记录，逐条相扣。',
    '校验程序/verify.mjs：校验程序。',
    '',
    '二、格式',
    '本包按 BagIt 1.0（RFC 8493）组织，摘要算法为 SHA-256，文字均为 UTF-8 编码。',
    'manifest-sha256.txt 列出 data 内每个文件的摘要，tagmanifest-sha256.txt 列出其余文件的摘要。',
    '',
    '三、校验',
    '在装有 Node.js 18 以上版本的计算机上运行：node data/校验程序/verify.mjs',
    '也可用任何 BagIt 工具，或 sha256sum -c manifest-sha256.txt。',
    '校验程序最后显示的总摘要应与移交单位告知的一致。',
    '审计链：每条记录的 hash 等于 SHA-256（prev、换行符、body 的规范 JSON），规范 JSON 的键按字符编码排序，无空白；',
    '每条记录的 prev 等于前一条的 hash，第一条的 prev 为 64 个 0。',
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
