import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Person } from '../access/session-guard.js';
import type { SignedIn } from '../access/sessions.js';
import { caseIdOf } from '../cases/case-id.js';
import { maskKinds } from './mask-text.js';
import { ProposeSpans, type RedactionProposal } from './propose-spans.js';
import { RedactDocument, type RedactedDocument } from './redact-document.js';

const span = z.strictObject({
  find: z
    .string()
    .min(2, '应为 2 至 500 个字符 (2 to 500 characters)')
    .max(500, '应为 2 至 500 个字符 (2 to 500 characters)'),
  kind: z.enum(maskKinds).optional(),
  mask: z.string().max(500).optional(),
});

export const redactionBody = z.strictObject({
  document: z.guid({ error: '应为文件编号 (the id of a version of a file)' }),
  spans: z.array(span).min(1).max(200),
  field: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,60}$/, '应为字段名称，例如 document (the name of a field)')
    .optional(),
  commandId: z.uuid({
    error: '应为 UUID：同一编号重发只生效一次 (a UUID: the same id sent again takes effect once)',
  }),
});

/** The door to redaction (区分处理): what might be covered in a file, and a copy in which it is gone. */
@ApiTags('redaction')
@Controller('api/v1/cases/:id/redactions')
export class RedactionController {
  constructor(
    private readonly redactDocument: RedactDocument,
    private readonly proposeSpans: ProposeSpans,
  ) {}

  @Get('proposal')
  @Header('Cache-Control', 'private, no-store')
  @ApiOperation({ summary: 'What the search found in ?document= and nobody let stay, each with its mask' })
  proposal(
    @Param('id') id: string,
    @Query('document') document: unknown,
    @Person() person: SignedIn,
  ): Promise<RedactionProposal> {
    return this.proposeSpans.run(caseIdOf(id), typeof document === 'string' ? document : '', person);
  }

  @Post()
  @ApiOperation({
    summary: 'Bring in a copy of a file in which the given texts are gone, as its next version',
  })
  redact(
    @Param('id') id: string,
    @Body({ schema: redactionBody }) body: z.infer<typeof redactionBody>,
    @Person() person: SignedIn,
  ): Promise<RedactedDocument> {
    return this.redactDocument.run({ caseId: caseIdOf(id), ...body }, person);
  }
}
