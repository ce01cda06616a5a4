import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ForRoles, Person } from '../../access/session-guard.js';
import type { SignedIn } from '../../access/sessions.js';
import { caseIdOf } from '../../cases/case-id.js';
import { ReadCase } from '../../cases/read-case.js';
import { ConfirmByHand } from './confirm-by-hand.js';
import { ReadChannels, type ChannelView } from './read-channels.js';
import { RetryPosting } from './retry-posting.js';

export const confirmationBody = z.strictObject({
  postedAt: z.iso
    .datetime({
      offset: true,
      error: '应为带时区的时间，例如 2016-06-29T08:00:00+08:00 (a time with its zone)',
    })
    .transform((value) => new Date(value).toISOString()),
  evidence: z.string().min(1).max(2000),
  commandId: z.uuid({
    error: '应为 UUID：同一编号重发只生效一次 (a UUID: the same id sent again takes effect once)',
  }),
});

interface Answer {
  channels: ChannelView[];
}

/** Where a case is posted, and what people confirm or send again. */
@ApiTags('channels')
@Controller('api/v1/cases/:id/channels')
export class ChannelsController {
  constructor(
    private readonly readChannels: ReadChannels,
    private readonly confirmByHand: ConfirmByHand,
    private readonly retryPosting: RetryPosting,
    private readonly readCase: ReadCase,
  ) {}

  @Get()
  @ForRoles(
    'drafter',
    'section-head',
    'reviewer',
    'leader',
    'director',
    'office-lead',
    'publisher',
    'archivist',
  )
  @ApiOperation({ summary: 'Every channel of a case: where it stands, since when, what went wrong' })
  async read(@Param('id') id: string, @Person() person: SignedIn): Promise<Answer> {
    const isPublisher = person.roles.some(({ role }) => role === 'publisher');
    if (!isPublisher) await this.readCase.documents(id, person); // whoever may not see the case is told that there is none
    return this.answer(id);
  }

  @Post(':channel/confirm')
  @HttpCode(200)
  @ForRoles('publisher', 'office-lead')
  @ApiOperation({ summary: 'Confirm with evidence what people posted, or took down, on a manual channel' })
  async confirm(
    @Param('id') id: string,
    @Param('channel') channel: string,
    @Body({ schema: confirmationBody }) body: z.infer<typeof confirmationBody>,
    @Person() person: SignedIn,
  ): Promise<Answer> {
    await this.confirmByHand.run(caseIdOf(id), channel, body, person);
    return this.answer(id);
  }

  @Post(':channel/retry')
  @HttpCode(200)
  @ForRoles('publisher', 'office-lead')
  @ApiOperation({ summary: 'Send again what failed for good' })
  async retry(@Param('id') id: string, @Param('channel') channel: string): Promise<Answer> {
    await this.retryPosting.run(caseIdOf(id), channel);
    return this.answer(id);
  }

  private async answer(id: string): Promise<Answer> {
    return { channels: await this.readChannels.run(caseIdOf(id)) };
  }
}
