import type { Outgoing } from './channel-posting.js';

export interface WechatArticle {
  title: string;
  digest: string;
  content: string;
  content_source_url: string;
  thumb_media_id: string;
  need_open_comment: 0;
}

/** The platform cuts titles at 64 characters and refuses longer ones; the whole title stands in the text. */
const mostTitleCharacters = 64;

/** “阅读原文” leads to the portal; the number of the event tells this posting from earlier ones of the same case. */
export function sourceAddressOf({
  portalAddress,
  posting,
}: Pick<Outgoing, 'portalAddress' | 'posting'>): string {
  return `${portalAddress}?posting=${posting.seq}`;
}

/** The item as an article: every public field as it was cleared, and the portal as the place of the files. */
export function composeArticle(outgoing: Outgoing, coverMediaId: string): WechatArticle {
  const { title, indexNumber, fields, files } = outgoing;
  const rows = fields.map(
    ({ zh, value }) => `<p><strong>${escape(zh)}：</strong>${escape(wordsOf(value))}</p>`,
  );
  const links = files.map(({ name }) => `<p>附件：${escape(name)}</p>`);
  const parts = [
    `<p>${escape(title)}</p>`,
    ...(indexNumber === '' ? [] : [`<p>索引号：${escape(indexNumber)}</p>`]),
    ...rows,
    ...links,
    '<p>全文和附件请点击“阅读原文”。</p>',
  ];
  return {
    title: [...title].slice(0, mostTitleCharacters).join(''),
    digest: indexNumber === '' ? '' : `索引号：${indexNumber}`,
    content: parts.join('\n'),
    content_source_url: sourceAddressOf(outgoing),
    thumb_media_id: coverMediaId,
    need_open_comment: 0,
  };
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join('、');
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
}

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '<br>');
}
