import { BadRequestException, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { OpenToEverybody } from '../access/session-guard.js';
import { NotFound } from '../cases/refused.js';
import { Definitions } from '../definitions/definitions.js';
import { answerPage, madePage } from './answer-page.js';
import { countItems } from './catalogue-counts.js';
import { PageStore } from './page-store.js';
import { readFilter } from './public-filter.js';
import { ReadEdition, type Edition } from './read-edition.js';
import { ReadPublicItems } from './read-public-items.js';
import { listConditions } from './render-facets.js';
import { renderFeed } from './render-feed.js';
import { renderRobots, renderSitemap, renderSitemapIndex } from './render-sitemap.js';
import { CatalogueTitles } from './type-titles.js';

const newest = 50;
/** Far below the 50,000 of sitemaps.org: one part is made in a few milliseconds. */
const partItems = 2_000;
const atom = 'application/atom+xml; charset=utf-8';
const xml = 'application/xml; charset=utf-8';

@ApiTags('public')
@Controller()
@OpenToEverybody()
export class FeedController {
  private readonly store = new PageStore();
  private readonly titles: CatalogueTitles;

  constructor(
    private readonly readItems: ReadPublicItems,
    private readonly readEdition: ReadEdition,
    definitions: Definitions,
  ) {
    this.titles = new CatalogueTitles(definitions);
  }

  @Get(['feed.xml', 'api/v1/feed.xml'])
  @ApiOperation({
    summary: 'The newest publications as Atom 1.0; by topic, type, year or organisation on request',
  })
  async feed(
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { filter, faults } = readFilter({ ...query, limit: String(newest), offset: '0' });
    if (faults.length > 0) throw new BadRequestException(faults);
    await this.answer(request, response, atom, async (edition) => {
      const { items } = await this.readItems.list(filter, edition);
      return renderFeed(items, edition, listConditions(filter), this.titles);
    });
  }

  @Get(['sitemap.xml', 'api/v1/sitemap.xml'])
  @ApiOperation({
    summary: 'Every published page, for search engines; where there are many, an index of parts',
  })
  async sitemap(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.answer(request, response, xml, async (edition) => {
      const parts = partsOf(edition);
      return parts > 1 ? renderSitemapIndex(parts, edition.baseUrl) : this.part(1, edition);
    });
  }

  @Get('sitemap/:part')
  @ApiOperation({ summary: 'One part of the sitemap, such as 1.xml' })
  async sitemapPart(
    @Param('part') part: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const no = Number(/^([1-9]\d{0,4})\.xml$/.exec(part)?.[1] ?? 0);
    await this.answer(request, response, xml, (edition) => {
      if (no === 0 || no > Math.max(1, partsOf(edition))) throw new NotFound('sitemap', part.slice(0, 20));
      return this.part(no, edition);
    });
  }

  @Get('robots.txt')
  @ApiOperation({ summary: 'What search engines may read' })
  async robots(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.answer(request, response, 'text/plain; charset=utf-8', ({ baseUrl }) =>
      Promise.resolve(renderRobots(baseUrl)),
    );
  }

  private async part(no: number, { baseUrl }: Edition): Promise<string> {
    const items = await this.readItems.addresses(partItems, (no - 1) * partItems);
    return renderSitemap(items, baseUrl, no === 1);
  }

  private async answer(
    request: Request,
    response: Response,
    type: string,
    make: (edition: Edition) => Promise<string>,
  ): Promise<void> {
    const edition = await this.readEdition.run();
    const page = await this.store.get(edition.id, request.originalUrl, async () =>
      madePage(await make(edition), { type, changedAt: edition.changedAt }),
    );
    answerPage(request, response, page, edition.now);
  }
}

function partsOf({ counts, bureau }: Edition): number {
  return Math.ceil(countItems(counts, {}, bureau.zh) / partItems);
}
