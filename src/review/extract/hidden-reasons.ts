import { type Place } from '../passage.js';

/** Why a reviewer has to look at content of a kind; every code is told at most once per part of a file. */
export const hiddenReasons = {
  comments: {
    zh: '批注会随文件公开，请删除。',
    en: 'Comments are published with the file; delete them.',
  },
  'tracked-insertion': {
    zh: '文件含修订插入的内容，请接受或拒绝全部修订。',
    en: 'The file holds tracked insertions; accept or reject all changes.',
  },
  'tracked-deletion': {
    zh: '修订中已删除或移走的文字仍在文件里，请接受全部修订。',
    en: 'Text deleted or moved away under tracked changes is still in the file; accept all changes.',
  },
  'hidden-text': {
    zh: '文字被设为隐藏、白色或极小，看不见但可以复制。',
    en: 'Text is set to hidden, white or tiny: unseen, and still there to be copied.',
  },
  'alternative-content': {
    zh: '文件为旧版软件另存了一份不同的内容。',
    en: 'The file holds different content for older programs.',
  },
  properties: {
    zh: '文件属性含人员、单位或说明，请核对或清除。',
    en: 'The properties name people, an organisation or remarks; check or clear them.',
  },
  'custom-xml': {
    zh: '文件附有自定义数据，打开时看不见。',
    en: 'The file carries custom data that nobody sees on opening it.',
  },
  'embedded-object': {
    zh: '文件嵌入了另一个文件或对象，请打开查看或删除。',
    en: 'Another file or object is embedded; open and check it, or delete it.',
  },
  'external-link': {
    zh: '文件链接到外部文件，可能泄露内部路径和缓存的数据。',
    en: 'The file links to a file outside, which may give away internal paths and cached data.',
  },
  pictures: {
    zh: '图片中的文字程序读不出，请人工查看。',
    en: 'Text in pictures cannot be read by a program; look at them.',
  },
  thumbnail: {
    zh: '文件附有缩略图，可能是修改前的首页。',
    en: 'The file carries a thumbnail, perhaps of its first page before it was changed.',
  },
  'other-parts': {
    zh: '文件的其他部分含有打开时看不见的文字。',
    en: 'Other parts of the file hold text that nobody sees on opening it.',
  },
  'hidden-sheet': { zh: '工作表被隐藏。', en: 'The sheet is hidden.' },
  'hidden-rows': { zh: '表格行被隐藏。', en: 'Rows are hidden.' },
  'hidden-columns': { zh: '表格列被隐藏。', en: 'Columns are hidden.' },
  'hidden-cells': {
    zh: '单元格用格式或白色文字隐去了内容。',
    en: 'Cells hide their content by a number format or white text.',
  },
  'pivot-cache': {
    zh: '数据透视表的缓存保留了原始数据。',
    en: 'The cache of a pivot table keeps the original data.',
  },
  'hidden-name': { zh: '含有隐藏的名称定义。', en: 'There are hidden defined names.' },
  'unused-strings': {
    zh: '文件保留了已不在任何单元格中的文字。',
    en: 'The file keeps text that no cell uses any more.',
  },
  'hidden-slide': { zh: '幻灯片被隐藏。', en: 'The slide is hidden.' },
  'hidden-shape': { zh: '图形被隐藏。', en: 'A shape is hidden.' },
  'speaker-notes': { zh: '演讲者备注会随文件公开。', en: 'Speaker notes are published with the file.' },
  'covered-text': {
    zh: '文字只是被色块或图片盖住，仍可复制，并未删除。',
    en: 'Text is only covered by a box or a picture; it was not removed and can be copied.',
  },
  'invisible-text': {
    zh: '文字不可见（不着墨、与底色相同或极小），仍可复制。',
    en: 'Text is invisible (not painted, of the colour of its ground, or tiny) and can still be copied.',
  },
  'outside-page': {
    zh: '文字位于页面之外或被裁去，仍可复制。',
    en: 'Text lies outside the page or is clipped away, and can still be copied.',
  },
  'hidden-layer': { zh: '图层被设为不显示。', en: 'A layer is switched off.' },
  annotations: { zh: 'PDF 注释会随文件公开。', en: 'Annotations are published with the file.' },
  attachments: {
    zh: '文件带有附件，请打开查看或删除。',
    en: 'The file has attachments; check or delete them.',
  },
  'earlier-revision': {
    zh: '文件保留了修改前的版本，可以恢复。',
    en: 'The file keeps an earlier state of itself, which can be restored.',
  },
  scripts: { zh: '文件含脚本。', en: 'The file contains scripts.' },
  location: { zh: '照片含拍摄地点（GPS）。', en: 'The photograph says where it was taken (GPS).' },
  'html-comment': { zh: '网页源代码含注释。', en: 'The source holds comments.' },
  'hidden-element': { zh: '网页含不显示的内容。', en: 'The page holds content that is not shown.' },
  'not-fully-read': {
    zh: '文件超出自动读取的限度，只读了一部分，其余须人工审查。',
    en: 'The file exceeds what is read automatically; only a part was read, review the rest by hand.',
  },
} as const satisfies Record<string, Place>;

export type HiddenCode = keyof typeof hiddenReasons;
