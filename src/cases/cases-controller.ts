import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ForRoles, Person } from '../access/session-guard.js';
import type { SignedIn } from '../access/sessions.js';
import { ActOnCase } from './act-on-case.js';
import type { CaseAnswer } from './case-answer.js';
import { caseIdOf } from './case-id.js';
import { ReadCase } from './read-case.js';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,60}$/, '应为小写英文名称，例如 submit (a lower-case name such as submit)');
const instant = z.iso
  .datetime({
    offset: true,
    error: '应为带时区的时间，例如 2016-06-28T09:00:00+08:00 (a time with its zone)',
  })
  .transform((value) => new Date(value).toISOString());
const data = z.record(z.string().max(60), z.unknown()).default({});
const commandId = z.uuid({
  error: '应为 UUID：同一编号重发只生效一次 (a UUID: the same id sent again takes effect once)',
});
const revision = z.int().positive().optional();

export const openBody = z.strictObject({
  type: name,
  fields: data,
  commandId,
  occurredAt: instant.optional(),
  section: name.optional(),
});
export const actionBody = z.strictObject({ action: name, data, commandId, revision });
export const factBody = z.strictObject({
  fact: name,
  occurredAt: instant,
  evidence: z.string().min(1).max(2000),
  data,
  commandId,
});
const text = z.string().trim().max(2000);
const assignee = z.union([
  z.strictObject({ person: z.string() }),
  z.strictObject({ role: name, section: name.optional() }),
]);
const operation = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('add-signer'),
    assignee,
    position: z.enum(['before', 'beside', 'after']),
    note: text.optional(),
  }),
  z.strictObject({ op: z.literal('transfer'), to: assignee, note: text.optional() }),
  z.strictObject({ op: z.literal('delegate'), to: assignee, note: text.optional() }),
  z.strictObject({ op: z.literal('copy'), to: z.array(assignee).min(1).max(50) }),
  z.strictObject({ op: z.literal('nudge'), note: text.optional() }),
  z.strictObject({ op: z.literal('recall'), note: text }),
]);
export const operationBody = z.strictObject({ operation, commandId, revision });
export const adjustmentBody = z.strictObject({
  adjustment: z.enum(['extend', 'correct', 'void']),
  clock: z.string().max(60),
  amount: z.int().positive().max(1000).optional(),
  index: z.int().min(0).optional(),
  on: z.string().max(10).optional(),
  data: z.record(z.string(), text).default({}),
  commandId,
  revision,
});

/** The cases: one door in (`ActOnCase`), and views for those who work on them. */
@ApiTags('cases')
@Controller('api/v1/cases')
@ForRoles(
  'drafter',
  'section-head',
  'reviewer',
  'leader',
  'director',
  'office-lead',
  'publisher',
  'archivist',
  'intake-officer',
  'case-officer',
  'auditor',
)
export class CasesController {
  constructor(
    private readonly actOnCase: ActOnCase,
    private readonly readCase: ReadCase,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Open a case of a type, under the rules in force on the day that triggers it' })
  open(
    @Body({ schema: openBody }) body: z.infer<typeof openBody>,
    @Person() person: SignedIn,
  ): Promise<CaseAnswer> {
    const section =
      body.section ?? person.roles.find(({ section: own }) => typeof own === 'string')?.section ?? null;
    const command = {
      kind: 'open' as const,
      owner: person.id,
      section,
      data: body.fields,
      ...(body.occurredAt === undefined ? {} : { occurredAt: body.occurredAt }),
    };
    return this.actOnCase.open(body.type, command, person, body.commandId);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A case with its fields, clocks and what this person may do' })
  read(@Param('id') id: string, @Person() person: SignedIn): Promise<unknown> {
    return this.readCase.one(id, person);
  }

  @Get(':id/timeline')
  @ApiOperation({ summary: 'What happened, in order, in words' })
  timeline(@Param('id') id: string, @Person() person: SignedIn): Promise<unknown> {
    return this.readCase.timeline(id, person);
  }

  @Get(':id/clocks')
  @ApiOperation({ summary: 'Every clock with its derivation day by day' })
  clocks(@Param('id') id: string, @Person() person: SignedIn): Promise<unknown> {
    return this.readCase.clocks(id, person);
  }

  @Get(':id/audit')
  @ApiOperation({ summary: 'The hash chain of the case and whether it verifies' })
  audit(@Param('id') id: string, @Person() person: SignedIn): Promise<unknown> {
    return this.readCase.audit(id, person);
  }

  @Post(':id/actions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Do one of the offered actions; the same command id again does nothing twice' })
  act(
    @Param('id') id: string,
    @Body({ schema: actionBody }) body: z.infer<typeof actionBody>,
    @Person() person: SignedIn,
  ): Promise<CaseAnswer> {
    const command = {
      kind: 'act' as const,
      action: body.action,
      data: body.data,
      ...(body.revision === undefined ? {} : { revision: body.revision }),
    };
    return this.actOnCase.run(caseIdOf(id), command, person, body.commandId);
  }

  @Post(':id/facts')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record what happened outside, perhaps earlier, with its evidence' })
  fact(
    @Param('id') id: string,
    @Body({ schema: factBody }) body: z.infer<typeof factBody>,
    @Person() person: SignedIn,
  ): Promise<CaseAnswer> {
    const command = {
      kind: 'act' as const,
      action: body.fact,
      data: { ...body.data, evidence: body.evidence },
      occurredAt: body.occurredAt,
    };
    return this.actOnCase.run(caseIdOf(id), command, person, body.commandId);
  }

  @Post(':id/operations')
  @HttpCode(200)
  @ApiOperation({ summary: '加签, 转办, 委派, 抄送, 催办, 撤回' })
  operate(
    @Param('id') id: string,
    @Body({ schema: operationBody }) body: z.infer<typeof operationBody>,
    @Person() person: SignedIn,
  ): Promise<CaseAnswer> {
    const command = {
      kind: 'operate' as const,
      operation: body.operation,
      ...(body.revision === undefined ? {} : { revision: body.revision }),
    };
    return this.actOnCase.run(caseIdOf(id), command, person, body.commandId);
  }

  @Post(':id/adjustments')
  @HttpCode(200)
  @ApiOperation({ summary: 'Extend, correct or void a clock' })
  adjust(
    @Param('id') id: string,
    @Body({ schema: adjustmentBody }) body: z.infer<typeof adjustmentBody>,
    @Person() person: SignedIn,
  ): Promise<CaseAnswer> {
    const { commandId: mark, ...rest } = body;
    return this.actOnCase.run(caseIdOf(id), { kind: 'adjust', ...rest }, person, mark);
  }
}
