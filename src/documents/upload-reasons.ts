import {
  acceptedExtensions,
  labelOf,
  type AcceptedFormat,
  type ContentFormat,
  type DocumentKind,
} from './document-kinds.js';
import { type HiddenFormat } from './find-hidden-format.js';
import { type ZipFaultCode } from './zip-fault.js';

/** Why a file is not taken: a stable code for programs, and what to do for people. */
export interface UploadReason {
  code: string;
  zh: string;
  en: string;
}

/** An upload that is not taken, with every reason found; nothing of it was kept. */
export class UploadRefused extends Error {
  override readonly name: string = 'UploadRefused';
  constructor(
    readonly reasons: readonly UploadReason[],
    options?: ErrorOptions,
  ) {
    super(reasons.map(({ code }) => code).join(', '), options);
  }
}

/** The file could not be judged now; HTTP answers 503, and the sender may try again. Nothing of it was kept. */
export class UploadPostponed extends UploadRefused {
  override readonly name = 'UploadPostponed';
}

const kindNames: Readonly<Record<DocumentKind, { zh: string; en: string }>> = {
  document: { zh: '文档', en: 'documents' },
  spreadsheet: { zh: '表格', en: 'spreadsheets' },
  presentation: { zh: '演示文稿', en: 'presentations' },
  image: { zh: '图片', en: 'images' },
  text: { zh: '文本', en: 'texts' },
  audio: { zh: '音频', en: 'recordings' },
  video: { zh: '视频', en: 'videos' },
};

export const emptyFile: UploadReason = {
  code: 'empty-file',
  zh: '文件是空的（0 字节）。请确认原文件能打开，再重新上传。',
  en: 'The file is empty (0 bytes). Check that the original opens, then upload it again.',
};

export const unsafeName: UploadReason = {
  code: 'unsafe-name',
  zh: '文件名里有路径（如“../”）或空字符。请改成普通文件名后再上传。',
  en: 'The file name holds a path such as "../" or a NUL character. Give it a plain name, then upload it again.',
};

export const passwordProtected: UploadReason = {
  code: 'password-protected',
  zh: '文件加了密码或权限限制，无法进行保密审查。请去掉密码和限制后再上传。',
  en: 'The file is protected by a password or restricted, so it cannot be reviewed. Remove the protection, then upload it again.',
};

export const xmlDoctype: UploadReason = {
  code: 'doctype',
  zh: 'XML 文件含有 DOCTYPE 或实体声明，可能引入外部内容。请去掉后再上传。',
  en: 'The XML file holds a DOCTYPE or an entity declaration, which may draw in outside content. Remove it, then upload it again.',
};

export function tooLarge(maximumBytes: number, kind: DocumentKind | null): UploadReason {
  const limit = sizeOf(maximumBytes);
  const { zh, en } = kind ? kindNames[kind] : { zh: '文件', en: 'files' };
  return {
    code: 'too-large',
    zh: `文件太大：${zh}最大 ${limit}。请压缩图片或拆成几个文件后再上传。`,
    en: `The file is too large: ${en} may have at most ${limit}. Compress its pictures or split it, then upload it again.`,
  };
}

export function totalTooLarge(maximumBytes: number): UploadReason {
  return {
    code: 'total-too-large',
    zh: `附件总量将超过上限，还可以再传 ${sizeOf(maximumBytes)}。请先删除不需要的附件。`,
    en: `All files together would exceed the limit; ${sizeOf(maximumBytes)} are left. Remove files that are not needed first.`,
  };
}

export function kindNotAccepted(kind: DocumentKind): UploadReason {
  return {
    code: 'kind-not-accepted',
    zh: `这里不接受${kindNames[kind].zh}。请上传这一栏要求的文件。`,
    en: `This place does not take ${kindNames[kind].en}. Upload what the field asks for.`,
  };
}

export function extensionNotAccepted(extension: string): UploadReason {
  const list = acceptedExtensions.join('、');
  return {
    code: 'extension-not-accepted',
    zh: `不接受扩展名为“.${extension}”的文件。可以上传：${list}。`,
    en: `Files ending in ".${extension}" are not accepted. You may upload: ${acceptedExtensions.join(', ')}.`,
  };
}

const contentAdvice: Readonly<Partial<Record<ContentFormat, UploadReason>>> = {
  executable: {
    code: 'executable',
    zh: '内容是可执行程序，不能上传。如果不是您有意上传的，请联系管理员检查电脑。',
    en: 'The content is a program and cannot be uploaded. If that is a surprise, have your computer checked.',
  },
  svg: {
    code: 'svg',
    zh: 'SVG 图片可以带脚本，不能上传。请另存为 PNG 或 PDF 后再上传。',
    en: 'SVG images may hold scripts and cannot be uploaded. Save it as PNG or PDF, then upload that.',
  },
  archive: {
    code: 'archive',
    zh: '内容是压缩包。请解压后逐个上传其中的文件，以便逐件审查。',
    en: 'The content is an archive. Unpack it and upload its files one by one, so that each can be reviewed.',
  },
  'encrypted-office': passwordProtected,
};

/** Content that is never accepted, whatever its name. */
export function contentNotAccepted(format: ContentFormat): UploadReason {
  const { zh, en } = labelOf(format);
  return (
    contentAdvice[format] ?? {
      code: 'content-not-accepted',
      zh: `内容是${zh}，不能接受。请用 Word、WPS 或 PDF 打开确认后另存为可接受的格式。`,
      en: `The content is ${en}, which is not accepted. Open the original, save it in an accepted format, then upload that.`,
    }
  );
}

export function contentDiffers(extension: string, format: AcceptedFormat): UploadReason {
  const { zh, en } = labelOf(format);
  return {
    code: 'content-differs-from-name',
    zh: `扩展名是“.${extension}”，内容却是${zh}。请打开原文件，另存为所需格式后再上传，不要只改扩展名。`,
    en: `The name ends in ".${extension}", but the content is ${en}. Open the original, save it in the format you need, then upload that; renaming is not enough.`,
  };
}

export function declarationDiffers(declaredType: string, format: AcceptedFormat): UploadReason {
  const { zh, en } = labelOf(format);
  return {
    code: 'content-differs-from-declaration',
    zh: `发送时声明的类型是“${declaredType}”，内容却是${zh}。请重新选择文件上传。`,
    en: `It was sent as "${declaredType}", but the content is ${en}. Choose the file again, then upload it.`,
  };
}

export const hiddenReasons: Readonly<Record<HiddenFormat, UploadReason>> = {
  'hidden-pdf': {
    code: 'hidden-pdf',
    zh: 'PDF 文件头不在文件开头：同一个文件既能当 PDF 又能当别的打开，审查的未必是打开的。请从原文件重新导出 PDF。',
    en: 'A PDF header stands behind other bytes, so that the file opens as two different things. Export the PDF again from the original.',
  },
  'hidden-archive': {
    code: 'hidden-archive',
    zh: '文件里还藏着一个压缩包。请从原文件重新导出，附件请单独上传。',
    en: 'An archive is hidden in the file. Export it again from the original, and upload attachments on their own.',
  },
  'hidden-page': {
    code: 'hidden-page',
    zh: '文件里还藏着网页代码。请用图片或文档软件打开后另存，再上传。',
    en: 'Web page code is hidden in the file. Open it in its program, save it anew, then upload that.',
  },
};

const zipReasons: Readonly<Record<ZipFaultCode, readonly [string, string]>> = {
  'zip-damaged': [
    '文件已损坏或不完整。请确认原文件能打开，再重新上传。',
    'The file is damaged or incomplete. Check that the original opens, then upload it again.',
  ],
  'zip-bomb-ratio': [
    '文件解压后异常膨胀（疑似压缩炸弹）。请用 Word、Excel 或 WPS 打开后另存，再上传。',
    'The file unfolds to far more than it is (a zip bomb). Open it in its program, save it anew, then upload that.',
  ],
  'zip-bomb-entries': [
    '文件里包含的部件太多（疑似压缩炸弹）。请拆成几个文件后再上传。',
    'The file holds too many parts (a zip bomb). Split it, then upload it again.',
  ],
  'zip-bomb-size': [
    '文件解压后太大（疑似压缩炸弹）。请拆成几个文件后再上传。',
    'The file is too large when unpacked (a zip bomb). Split it, then upload it again.',
  ],
  'zip-bomb-depth': [
    '文件里一层套一层地嵌着压缩文件。请把嵌入的文件取出，单独上传。',
    'Containers are nested in containers. Take the embedded files out and upload them on their own.',
  ],
  'zip-path': [
    '文件内部有指向外面的路径。请用 Word、Excel 或 WPS 打开后另存，再上传。',
    'A path inside the file leads out of it. Open it in its program, save it anew, then upload that.',
  ],
  'zip-link': [
    '文件内部有链接或特殊文件。请用 Word、Excel 或 WPS 打开后另存，再上传。',
    'The file holds a link or a special file. Open it in its program, save it anew, then upload that.',
  ],
  'zip-duplicate': [
    '文件内部有重名部件，不同软件打开会看到不同内容。请打开后另存，再上传。',
    'Two parts inside have the same name, so that programs may show different contents. Open it, save it anew, then upload that.',
  ],
  'zip-method': [
    '文件使用了不支持的压缩方式。请打开后另存，再上传。',
    'The file is compressed in a way that is not supported. Open it, save it anew, then upload that.',
  ],
  'hidden-bytes': [
    '文件前面或后面多出了内容。请打开后另存，再上传。',
    'There are further bytes before or behind the file. Open it, save it anew, then upload that.',
  ],
  'password-protected': [passwordProtected.zh, passwordProtected.en],
  macros: [
    '文件里有宏（程序）。请另存为不含宏的文件后再上传。',
    'The file holds macros. Save it without macros, then upload that.',
  ],
  doctype: [
    '文件内部含有 DOCTYPE 或实体声明，可能引入外部内容。请用 Word、Excel 或 WPS 打开后另存，再上传。',
    'A DOCTYPE or an entity inside may draw in outside content. Open it in its program, save it anew, then upload that.',
  ],
  'xml-encoding': [
    '文件内部的 XML 无法按常用编码读取。请打开后另存，再上传。',
    'XML inside cannot be read in a usual encoding. Open it, save it anew, then upload that.',
  ],
  'external-template': [
    '文档打开时会从外部加载模板或对象。请在“开发工具—文档模板”中改用 Normal 模板、删除外部对象后再上传。',
    'The document loads a template or an object from outside when it is opened. Attach the Normal template (Developer, Document Template), remove linked objects, then upload it again.',
  ],
};

/** One reason per kind of fault; `places` are the parts where it was found. */
export function zipReason(code: ZipFaultCode, places: readonly string[]): UploadReason {
  const [zh, en] = zipReasons[code];
  const first = places[0] === undefined ? '' : shown(places[0]);
  if (first === '') return { code, zh, en };
  const more = places.length - 1;
  return {
    code,
    zh: `${zh}（位置：${first}${more > 0 ? `，另有 ${more} 处` : ''}）`,
    en: `${en} (In: ${first}${more > 0 ? ` and ${more} more` : ''})`,
  };
}

/** Names inside a container are the attacker's words: no control or direction characters, and not too many. */
function shown(place: string): string {
  const plain = place.replace(/[\p{C}\u2028\u2029]/gu, '');
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}

/** @param signature what the scanner calls it */
export function infected(signature: string): UploadReason {
  const name = shown(signature);
  return {
    code: 'infected',
    zh: `文件含有恶意代码（${name}），不能上传。请用杀毒软件检查电脑，并从可靠来源重新取得文件。`,
    en: `The file holds malware (${name}) and cannot be uploaded. Have your computer scanned and fetch the file again from where it came from.`,
  };
}

export const scanUnavailable: UploadReason = {
  code: 'scan-unavailable',
  zh: '暂时无法查毒，请稍后再试。文件没有保存；如一直如此，请联系管理员。',
  en: 'The virus scanner cannot be reached; try again later. Nothing was kept; tell an administrator if it goes on.',
};

export const scanTooLarge: UploadReason = {
  code: 'scan-too-large',
  zh: '暂时无法查毒，请稍后再试。文件超过查毒程序的大小上限，请联系管理员调高 clamd 的 StreamMaxLength。',
  en: 'The file is larger than the virus scanner takes. Nothing was kept; ask an administrator to raise StreamMaxLength of clamd.',
};

function sizeOf(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  if (mebibytes >= 1) return `${Number(mebibytes.toFixed(1))} MB`;
  return bytes >= 1024 ? `${Number((bytes / 1024).toFixed(1))} KB` : `${bytes} B`;
}
