import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ForRoles, Person } from '../access/session-guard.js';
import type { SignedIn } from '../access/sessions.js';
import { caseIdOf } from '../cases/case-id.js';
import type { Finding } from '../engine/case-file.js';
import { dateOfInstant } from '../engine/days.js';
import { zoneOffsetMinutes } from '../platform/time.js';
import { GiveVerdicts } from './give-verdicts.js';
import { ReadReview, type Review } from './read-review.js';
import { ReadWithheld } from './read-withheld.js';
import { renderSheet } from './render-sheet.js';

export const verdictsBody = z.strictObject({
  verdicts: z
    .array(
      z.strictObject({
        content: z.string().regex(/^[0-9a-f]{64}$/, '应为内容的摘要值 (the digest of the contents)'),
        hit: z.string().regex(/^[0-9a-f]{16}$/, '应为提示编号 (the id of the hit)'),
        verdict: z.enum(['false-alarm', 'may-stay', 'must-go']),
        reason: z.string().trim().max(2000).optional(),
      }),
    )
    .min(1)
    .max(500),
  commandId: z.uuid(),
});

/** The desk of the reviewer: what there is to review, what was found in it, and the sheet for the file. */
@ApiTags('review')
@Controller('api/v1')
export class ReviewController {
  constructor(
    private readonly readReview: ReadReview,
    private readonly giveVerdicts: GiveVerdicts,
    private readonly readWithheld: ReadWithheld,
  ) {}

  @Get('cases/:id/review')
  @ApiOperation({
    summary: 'Each sealed field with its seal, whether these bytes were cleared, and the hits in it',
  })
  review(@Param('id') id: string, @Person() person: SignedIn): Promise<Review> {
    return this.readReview.run(caseIdOf(id), person);
  }

  @Post('cases/:id/review/verdicts')
  @HttpCode(200)
  @ForRoles('section-head', 'reviewer', 'leader', 'director', 'office-lead')
  @ApiOperation({ summary: 'Settle hits: a false alarm, may stay (with a reason), or must go' })
  async verdicts(
    @Param('id') id: string,
    @Body({ schema: verdictsBody }) { verdicts, commandId }: z.infer<typeof verdictsBody>,
    @Person() person: SignedIn,
  ): Promise<Review> {
    await this.giveVerdicts.run(caseIdOf(id), verdicts, person, commandId);
    return this.readReview.run(caseIdOf(id), person);
  }

  @Get('cases/:id/review/sheet')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'private, no-store')
  @ApiOperation({ summary: 'The review sheet (保密审查表) for print' })
  async sheet(
    @Param('id') id: string,
    @Query('lang') language: unknown,
    @Person() person: SignedIn,
  ): Promise<string> {
    const review = await this.readReview.run(caseIdOf(id), person);
    const judges = review.items.flatMap(({ contents }) =>
      contents.flatMap(({ hits }) => hits.flatMap(({ verdict }) => verdict?.by ?? [])),
    );
    const people = [...review.drafters, ...review.findings.map(({ by }) => by), ...judges];
    const names = await this.readReview.namesOf([...new Set(people)]);
    const facts = {
      printedOn: await this.readReview.today(),
      dateOf: (instant: string) => dateOfInstant(instant, zoneOffsetMinutes),
      nameOf: (person_: string) => names.get(person_) ?? { zh: person_, en: person_ },
      checklistOf: (finding: Finding) => this.readReview.checklistBehind(finding),
    };
    return renderSheet(review, facts, language === 'en' ? 'en' : 'zh');
  }

  @Get('withheld')
  @ForRoles('reviewer', 'office-lead', 'director', 'auditor')
  @ApiOperation({
    summary: 'Everything kept from the public, each with the day on which it is looked at again',
  })
  async withheld(): Promise<unknown> {
    return { items: await this.readWithheld.run() };
  }
}
