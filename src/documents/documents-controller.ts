import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Param,
  Post,
  Req,
  Res,
  StreamableFile,
  UnprocessableEntityException,
  BadRequestException,
} from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import busboy from 'busboy';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Person } from '../access/session-guard.js';
import type { SignedIn } from '../access/sessions.js';
import { caseIdOf } from '../cases/case-id.js';
import { NotFound } from '../cases/refused.js';
import { ReadCase } from '../cases/read-case.js';
import { decodeUploadName } from './decode-upload-name.js';
import { UploadInterrupted } from './byte-store.js';
import { KeepDocuments } from './keep-documents.js';
import { UploadDocument } from './upload-document.js';

/** Files of a case: taken by streaming, given back as attachments that no browser runs. */
@ApiTags('documents')
@Controller('api/v1/cases/:id')
export class DocumentsController {
  constructor(
    private readonly uploadDocument: UploadDocument,
    private readonly documents: KeepDocuments,
    private readonly readCase: ReadCase,
  ) {}

  @Post('files')
  @ApiConsumes('multipart/form-data')
  @ApiOperation({
    summary: 'One file; the name of its part is the field of the case, for example document=@notice.pdf',
  })
  upload(@Param('id') id: string, @Req() request: Request, @Person() person: SignedIn): Promise<unknown> {
    const caseId = caseIdOf(id);
    return receiveOne(request, (part) => this.uploadDocument.run({ caseId, ...part }, person));
  }

  @Get('documents')
  @ApiOperation({ summary: 'Every version of every file, with its digest, who brought it and when' })
  async list(@Param('id') id: string, @Person() person: SignedIn): Promise<unknown> {
    return { documents: await this.readCase.documents(id, person) };
  }

  @Get(['documents/:document/content', 'files/:document'])
  @ApiOperation({ summary: 'The bytes of one version, as an attachment' })
  async download(
    @Param('id') id: string,
    @Param('document') document: string,
    @Person() person: SignedIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const found = (await this.readCase.documents(id, person)).find((one) => one.id === document);
    if (!found) throw new NotFound('document', document);
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('Cache-Control', 'private, no-store');
    return new StreamableFile(await this.documents.open(found.sha256), {
      type: found.mediaType,
      length: found.sizeBytes,
      disposition: `attachment; filename*=UTF-8''${extendedValue(found.name)}`,
    });
  }
}

/** RFC 8187: what may stand in a parameter is less than what may stand in an address. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

interface FilePart {
  field: string;
  name: string;
  declaredType: string;
  content: Readable;
  commandId: string;
  action?: string;
  data: Record<string, unknown>;
}

/** Reads one file part as it comes. Words about it (`commandId`, `action`, and `data` as JSON for an action that needs more) stand before it. */
function receiveOne<T>(request: Request, take: (part: FilePart) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let taken: Promise<T> | undefined;
    const words: Record<string, string> = {};
    const parser = openParser(request);
    parser.on('field', (name, value) => {
      words[name] = value;
    });
    parser.on('file', (field, content, { filename, mimeType }) => {
      const { action, commandId = randomUUID() } = words;
      const part = {
        field: field === 'file' ? (words['field'] ?? field) : field,
        name: decodeUploadName(filename ?? ''),
        declaredType: mimeType,
        content,
        commandId,
        ...(action === undefined ? {} : { action }),
      };
      taken = isCommandId(commandId)
        ? dataOf(words['data']).then((data) => take({ ...part, data }))
        : Promise.reject(new BadRequestException('“commandId”应为 UUID (commandId must be a UUID)'));
      taken.then(resolve, (error: Error) => reject(error instanceof UploadInterrupted ? cutOff() : error));
      taken.catch(() => content.resume()); // what is refused is read to its end, so that the sender hears why
    });
    parser.on('close', () => {
      if (!taken) reject(new UnprocessableEntityException('请求中没有文件 (the request holds no file)'));
    });
    parser.on('error', () => reject(cutOff()));
    request.on('aborted', () => parser.destroy(new Error('the sender went away')));
    request.pipe(parser);
  });
}

function dataOf(text: string | undefined): Promise<Record<string, unknown>> {
  if (text === undefined) return Promise.resolve({});
  try {
    return Promise.resolve(dataSchema.parse(JSON.parse(text)));
  } catch {
    return Promise.reject(new BadRequestException('“data”应为 JSON 对象 (data must be a JSON object)'));
  }
}
function isCommandId(text: string): boolean {
  return z.guid().safeParse(text).success;
}

/** Nobody may be there to read it; it keeps a broken connection out of the log of faults. */
function cutOff(): BadRequestException {
  return new BadRequestException(
    '上传中断，文件没有保存，请重新上传 (the upload ended early; nothing was kept)',
  );
}

const dataSchema = z.record(z.string().max(60), z.unknown());

function openParser(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      preservePath: true, // a name with a path is refused by name, not silently cut
      limits: { files: 1, fields: 10, fieldSize: 20_000, parts: 12 },
    });
  } catch {
    throw new BadRequestException('文件应以 multipart/form-data 上传 (send files as multipart/form-data)');
  }
}
