const reasons = {
  damaged: {
    zh: '文件已损坏，无法读取其中的文字。请核对原件后重新上传，或由人工审查。',
    en: 'The file is damaged and its text cannot be read. Check the original and upload it again, or review it by hand.',
  },
  encrypted: {
    zh: '文件有密码保护，无法读取其中的文字。请去除密码后重新上传。',
    en: 'The file is protected by a password and its text cannot be read. Remove the password and upload it again.',
  },
  'timed-out': {
    zh: '文件过于复杂，在规定时间内未能读完，须人工审查。',
    en: 'The file is too complex to be read within the time allowed. Review it by hand.',
  },
  'out-of-memory': {
    zh: '文件展开后过大，内存不足，未能读完，须人工审查。',
    en: 'The file unfolds to more than the memory allowed and was not read to its end. Review it by hand.',
  },
  crashed: {
    zh: '读取文件时程序意外中止，须人工审查；如再次发生，请联系系统管理员。',
    en: 'The program ended unexpectedly while it read the file. Review it by hand; tell the administrator if it happens again.',
  },
} as const;

export type ExtractionFailure = keyof typeof reasons;

/** No text could be had from a file. For a reviewer this is a finding to settle, never a pass. */
export class ExtractionFailed extends Error {
  override readonly name = 'ExtractionFailed';
  /** What is wrong and what to do, for a clerk. */
  readonly zh: string;
  readonly en: string;

  constructor(
    readonly code: ExtractionFailure,
    options?: ErrorOptions,
  ) {
    super(reasons[code].en, options);
    this.zh = reasons[code].zh;
    this.en = reasons[code].en;
  }
}

export function isExtractionFailure(code: string): code is ExtractionFailure {
  return Object.hasOwn(reasons, code);
}
