import { BadRequestException, Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ForRoles, Person } from '../access/session-guard.js';
import type { SignedIn } from '../access/sessions.js';
import { NotFound } from '../cases/refused.js';
import { ReadOperations } from './read-operations.js';
import { ReleaseOperations } from './release-operations.js';

const noteBody = z.strictObject({
  note: z
    .string('note 应写明核实情况 (say what was found)')
    .trim()
    .min(1, 'note 应写明核实情况 (say what was found)')
    .max(2000),
});

/** What is stuck, and setting it going again. Each administrator has own doors (三员分立). */
@ApiTags('admin')
@Controller('api/v1/admin')
export class OperationsController {
  constructor(
    private readonly readOperations: ReadOperations,
    private readonly release: ReleaseOperations,
  ) {}

  @Get('outbox')
  @ForRoles('system-admin')
  @ApiOperation({ summary: 'What must happen outside: `state=dead` gave up, `state=pending` waits' })
  outbox(@Query('state') state: unknown = 'dead'): Promise<unknown> {
    return this.readOperations.outbox(oneOf(state, ['dead', 'pending']));
  }

  @Post('outbox/:id/retry')
  @HttpCode(200)
  @ForRoles('system-admin')
  @ApiOperation({ summary: 'Try a dead effect again' })
  retry(@Param('id') id: string, @Person() person: SignedIn): Promise<unknown> {
    return this.release.retryEffect(numberOf('effect', id), person);
  }

  @Get('mails')
  @ForRoles('system-admin')
  @ApiOperation({ summary: 'Mails by state, without their words' })
  mails(@Query('state') state: unknown = 'failed'): Promise<unknown> {
    return this.readOperations.mails(oneOf(state, ['failed', 'pending', 'accepted']));
  }

  @Get('clock-halts')
  @ForRoles('security-admin', 'system-admin', 'audit-admin', 'auditor')
  @ApiOperation({ summary: 'When firing was halted, why, and who released it' })
  async halts(): Promise<unknown> {
    return { halts: await this.readOperations.clockHalts() };
  }

  @Post('clock-halts/:id/release')
  @HttpCode(200)
  @ForRoles('security-admin')
  @ApiOperation({ summary: 'Let deadlines fire again, with a note of what was found' })
  releaseHalt(
    @Param('id') id: string,
    @Body({ schema: noteBody }) { note }: z.infer<typeof noteBody>,
    @Person() person: SignedIn,
  ): Promise<unknown> {
    return this.release.releaseHalt(numberOf('clock halt', id), note, person);
  }
}

function oneOf<Value extends string>(value: unknown, allowed: readonly Value[]): Value {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new BadRequestException(`state 应为以下之一：${allowed.join('、')} (one of these)`);
  return found;
}

function numberOf(what: string, id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new NotFound(what, id.slice(0, 40));
  return Number(id);
}
