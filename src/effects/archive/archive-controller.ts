import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ForRoles, Person } from '../../access/session-guard.js';
import type { SignedIn } from '../../access/sessions.js';
import { caseIdOf } from '../../cases/case-id.js';
import { ReadSubmissions } from './read-submissions.js';
import { RecordReceipt } from './record-receipt.js';
import { RunQuarter } from './run-quarter.js';

const runBody = z.strictObject({
  quarter: z.string().max(10),
  recipient: z.string().max(30).default('archives'),
});
const receiptBody = z.strictObject({
  receipt: z.string().max(500).default(''),
  rejected: z
    .array(z.strictObject({ caseId: z.uuid(), reason: z.string().max(500) }))
    .max(10_000)
    .default([]),
});

/** Quarters, packages, receipts and the proof that everything published was handed over. */
@ApiTags('archive')
@Controller('api/v1/archive')
export class ArchiveController {
  constructor(
    private readonly runQuarter: RunQuarter,
    private readonly recordReceipt: RecordReceipt,
    private readonly readSubmissions: ReadSubmissions,
  ) {}

  @Get('submissions')
  @ForRoles('archivist', 'office-lead', 'director', 'auditor')
  all(): Promise<unknown> {
    return this.readSubmissions.all();
  }

  @Get('proof')
  @ForRoles('archivist', 'office-lead', 'director', 'auditor')
  @ApiOperation({ summary: 'Published = handed over ∪ excused, and what is missing' })
  proof(@Query('quarter') quarter: string, @Query('recipient') recipient = 'archives'): Promise<unknown> {
    return this.readSubmissions.proof(quarter, recipient);
  }

  @Post('submissions')
  @HttpCode(200)
  @ForRoles('archivist')
  @ApiOperation({ summary: 'Pack the quarter, or a nil return; asked again it answers what is there' })
  run(
    @Body({ schema: runBody }) { quarter, recipient }: z.infer<typeof runBody>,
    @Person() person: SignedIn,
  ): Promise<unknown> {
    return this.runQuarter.run(quarter, recipient, person);
  }

  @Post('submissions/:id/receipt')
  @HttpCode(200)
  @ForRoles('archivist')
  @ApiOperation({ summary: 'What the receiver signed for, and what they sent back' })
  receipt(
    @Param('id') id: string,
    @Body({ schema: receiptBody }) body: z.infer<typeof receiptBody>,
    @Person() person: SignedIn,
  ): Promise<unknown> {
    return this.recordReceipt.run(caseIdOf(id), body, person);
  }
}
