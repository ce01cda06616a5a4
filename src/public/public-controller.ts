import {
  BadRequestException,
  Controller,
  Get,
  Header,
  Param,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenToEverybody } from '../access/session-guard.js';
import { NotFound } from '../cases/refused.js';
import { KeepDocuments } from '../documents/keep-documents.js';
import { filePath, pagePath } from './public-addresses.js';
import type { PublicField, PublicItem } from './public-item.js';
import { readFilter } from './public-filter.js';
import { ReadPublicItems } from './read-public-items.js';

/** What is taken down must be gone at the next look, so nothing may be answered from a store in between. */
const alwaysAsk = 'no-cache';

@ApiTags('public')
@Controller('api/v1/public/items')
@OpenToEverybody()
export class PublicController {
  constructor(
    private readonly readItems: ReadPublicItems,
    private readonly documents: KeepDocuments,
  ) {}

  @Get()
  @Header('Cache-Control', alwaysAsk)
  @ApiOperation({ summary: 'Everything published, latest first; no sign-in' })
  @ApiQuery({ name: 'type', required: false })
  @ApiQuery({ name: 'year', required: false })
  @ApiQuery({ name: 'q', required: false, description: 'words in title or document number' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'offset', required: false })
  async list(@Query() query: Record<string, unknown>): Promise<unknown> {
    const { filter, faults } = readFilter(query);
    if (faults.length > 0) throw new BadRequestException(faults);
    const { total, items } = await this.readItems.list(filter);
    return { total, limit: filter.limit, offset: filter.offset, items: items.map(inBrief) };
  }

  @Get(':caseId')
  @Header('Cache-Control', alwaysAsk)
  @ApiOperation({
    summary: 'One published item: its fields with their titles, its files with their addresses',
  })
  async one(@Param('caseId') caseId: string): Promise<unknown> {
    const item = await this.readItems.one(caseId);
    return {
      ...item,
      address: pagePath(item.id),
      fields: item.fields.map((field) => withAddresses(item, field)),
    };
  }

  @Get([':caseId/files/:field', ':caseId/files/:field/:no'])
  @ApiOperation({
    summary:
      'The bytes of a published file, as an attachment; `no` counts from 1 where a field holds several',
  })
  async file(
    @Param('caseId') caseId: string,
    @Param('field') field: string,
    @Param('no') no: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const item = await this.readItems.one(caseId);
    const file = item.fields
      .find(({ name }) => name === field)
      ?.files.find((one) => String(one.no) === (no ?? '1'));
    if (!file) throw new NotFound('file', field.slice(0, 60));
    response.setHeader('Cache-Control', alwaysAsk);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}`;
    return new StreamableFile(await this.documents.open(file.sha256), {
      type: 'application/octet-stream',
      disposition,
    });
  }
}

function inBrief(item: PublicItem): unknown {
  const { fields, ...brief } = item;
  const files = fields.flatMap((field) =>
    field.files.map((file) => ({
      field: field.name,
      name: file.name,
      address: filePath(item.id, field.name, file.no),
    })),
  );
  return { ...brief, address: pagePath(item.id), files };
}

function withAddresses({ id }: PublicItem, { files, ...field }: PublicField): unknown {
  return { ...field, files: files.map((file) => ({ ...file, address: filePath(id, field.name, file.no) })) };
}
