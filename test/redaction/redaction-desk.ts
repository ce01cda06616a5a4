import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AcceptedFormat } from '../../src/documents/document-kinds.js';
import { redact } from '../../src/redaction/redact.js';
import {
  RedactionFailed,
  RedactionRefused,
  type RedactionReason,
} from '../../src/redaction/redaction-reasons.js';
import { type RedactionReport, type RedactionSpan } from '../../src/redaction/redaction-report.js';
import { ScratchFolder } from '../documents/scratch-folder.js';

export const phone: RedactionSpan = { find: '13850912345', mask: '138****2345' };
export const name: RedactionSpan = { find: '张三', mask: '张*' };
export const mail: RedactionSpan = { find: 'zhangsan@sm.gov.cn', mask: 'z***@sm.gov.cn' };

export interface Redacted {
  report: RedactionReport;
  bytes: Buffer;
  path: string;
}

/** A folder with files to redact, and what became of them. */
export class RedactionDesk {
  private readonly folder = new ScratchFolder();
  private copies = 0;

  open(): Promise<void> {
    return this.folder.make();
  }

  close(): Promise<void> {
    return this.folder.remove();
  }

  write(bytes: Buffer | string): Promise<string> {
    return this.folder.write(Buffer.from(bytes as string));
  }

  nextOut(): string {
    this.copies += 1;
    return join(this.folder.path, `copy-${this.copies}`);
  }

  async redact(kind: AcceptedFormat, bytes: Buffer | string, ...spans: RedactionSpan[]): Promise<Redacted> {
    const out = this.nextOut();
    const report = await redact(await this.write(bytes), kind, spans, out);
    return { report, bytes: await readFile(out), path: out };
  }

  /** Why a file is not redacted; there is then nothing but the original. */
  async reasons(
    kind: AcceptedFormat,
    bytes: Buffer | string,
    ...spans: RedactionSpan[]
  ): Promise<RedactionReason[]> {
    const path = await this.write(bytes);
    const before = await this.names();
    try {
      await redact(path, kind, spans, this.nextOut());
    } catch (error) {
      if (!(error instanceof RedactionRefused || error instanceof RedactionFailed)) throw error;
      expect(await this.names()).toEqual(before);
      return [...error.reasons];
    }
    throw new Error('the file was redacted');
  }

  async codes(kind: AcceptedFormat, bytes: Buffer | string, ...spans: RedactionSpan[]): Promise<string[]> {
    return (await this.reasons(kind, bytes, ...spans)).map(({ code }) => code);
  }

  names(): Promise<string[]> {
    return readdir(this.folder.path);
  }
}
