import { BadRequestException, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { OpenToEverybody } from '../access/session-guard.js';
import { NotFound } from '../cases/refused.js';
import { Definitions } from '../definitions/definitions.js';
import { KeepDocuments } from '../documents/keep-documents.js';
import { answerPage, madePage } from './answer-page.js';
import { pageView } from './page-frame.js';
import type { MadePage } from './page-store.js';
import { readReading } from './public-addresses.js';
import { readFilter } from './public-filter.js';
import type { PublicFile, TakenDownItem } from './public-item.js';
import { ReadEdition } from './read-edition.js';
import { ReadPublicItem } from './read-public-item.js';
import { ReadPublicItems } from './read-public-items.js';
import { renderTakenDownPage } from './render-notice-page.js';
import { sendFile } from './send-file.js';
import { itemInBrief, itemInFull, takenDownProblem } from './tell-item.js';
import { CatalogueTitles } from './type-titles.js';

const json = 'application/json; charset=utf-8';

@ApiTags('public')
@Controller('api/v1/public/items')
@OpenToEverybody()
export class PublicController {
  private readonly titles: CatalogueTitles;

  constructor(
    private readonly readEdition: ReadEdition,
    private readonly readItems: ReadPublicItems,
    private readonly readItem: ReadPublicItem,
    private readonly documents: KeepDocuments,
    definitions: Definitions,
  ) {
    this.titles = new CatalogueTitles(definitions);
  }

  @Get()
  @ApiOperation({ summary: 'Everything published, latest first; no sign-in' })
  @ApiQuery({ name: 'topic', required: false })
  @ApiQuery({ name: 'type', required: false })
  @ApiQuery({ name: 'year', required: false, description: 'of the first posting' })
  @ApiQuery({ name: 'organisation', required: false, description: 'name of the agency that issued it' })
  @ApiQuery({ name: 'q', required: false, description: 'words; those parted by spaces must all occur' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'offset', required: false })
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { filter, faults } = readFilter(query);
    if (faults.length > 0) throw new BadRequestException(faults);
    const edition = await this.readEdition.run();
    const { total, isMore, items } = await this.readItems.list(filter, edition);
    const { limit, offset } = filter;
    const told = items.map((item) => itemInBrief(item, edition, this.titles));
    const body = JSON.stringify({ total, ...(isMore ? { isMore } : {}), limit, offset, items: told });
    answerPage(request, response, madePage(body, { type: json, changedAt: edition.changedAt }), edition.now);
  }

  @Get(':caseId')
  @ApiOperation({
    summary:
      'One published item: its fields with their titles, its files with their addresses; 410 once it is taken down',
  })
  async one(
    @Param('caseId') caseId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const [edition, answer] = await Promise.all([this.readEdition.run(), this.readItem.run(caseId)]);
    const page =
      answer.kind === 'taken-down'
        ? gone(answer.item, request)
        : madePage(JSON.stringify(itemInFull(answer.item, edition, this.titles)), { type: json });
    answerPage(request, response, page, edition.now);
  }

  @Get([':caseId/files/:field', ':caseId/files/:field/:no'])
  @ApiOperation({
    summary:
      'The bytes of a published file, as an attachment; `no` counts from 1 where a field holds several; 410 once it is taken down',
  })
  async file(
    @Param('caseId') caseId: string,
    @Param('field') field: string,
    @Param('no') no: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const answer = await this.readItem.run(caseId);
    if (answer.kind === 'taken-down') return this.sayGone(answer.item, request, response);
    const file: PublicFile | undefined = answer.item.fields
      .find(({ name }) => name === field)
      ?.files.find((one) => String(one.no) === (no ?? '1'));
    if (!file) throw new NotFound('file', field.slice(0, 60));
    await sendFile(request, response, file, () => this.documents.open(file.sha256));
  }

  /** Whoever followed a link from elsewhere reads the notice; a program gets the problem. */
  private async sayGone(item: TakenDownItem, request: Request, response: Response): Promise<void> {
    const edition = await this.readEdition.run();
    const isReader = request.accepts(['json', 'html']) === 'html';
    const page = isReader
      ? madePage(renderTakenDownPage(pageView(readReading(request.query), edition), item), { status: 410 })
      : gone(item, request);
    answerPage(request, response, page, edition.now);
  }
}

function gone(item: TakenDownItem, request: Request): MadePage {
  const [instance = ''] = request.originalUrl.split('?');
  return madePage(JSON.stringify(takenDownProblem(item, instance)), {
    type: 'application/problem+json; charset=utf-8',
    status: 410,
  });
}
