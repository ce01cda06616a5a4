import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { OpenToEverybody } from '../access/session-guard.js';
import { NotFound } from '../cases/refused.js';
import { Definitions } from '../definitions/definitions.js';
import { answerPage, madePage } from './answer-page.js';
import { countFacet } from './catalogue-counts.js';
import { pageView, publicLink, type PageView } from './page-frame.js';
import { PageStore, type MadePage } from './page-store.js';
import { portalStyle } from './portal-style.js';
import { pagePath, readReading } from './public-addresses.js';
import { readFilter } from './public-filter.js';
import { ReadEdition } from './read-edition.js';
import { ReadPublicItem } from './read-public-item.js';
import { ReadPublicItems } from './read-public-items.js';
import { renderCataloguePage } from './render-catalogue-page.js';
import { renderHomePage } from './render-home-page.js';
import { renderItemPage } from './render-item-page.js';
import { renderApology, renderTakenDownPage } from './render-notice-page.js';
import { CatalogueTitles } from './type-titles.js';

type Asked = Record<string, unknown>;
const latestItems = 10;
const latestOfType = 5;

/** The portal's pages, whole as they come from the server: they are read without any script. */
@ApiExcludeController()
@Controller('public')
@OpenToEverybody()
export class PagesController {
  private readonly store = new PageStore();
  private readonly titles: CatalogueTitles;

  constructor(
    private readonly readEdition: ReadEdition,
    private readonly readItems: ReadPublicItems,
    private readonly readItem: ReadPublicItem,
    definitions: Definitions,
  ) {
    this.titles = new CatalogueTitles(definitions);
  }

  @Get()
  home(@Query() query: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer(query, request, response, async (view) => {
      const { edition } = view;
      const types = countFacet(edition.counts, 'type', {}, edition.bureau.zh).map(({ value }) => value);
      const [{ items }, ofTypes] = await Promise.all([
        this.readItems.list({ limit: latestItems, offset: 0 }, edition),
        this.readItems.latestOfTypes(types, latestOfType),
      ]);
      const body = renderHomePage(view, { latest: items, ofTypes, titles: this.titles });
      return madePage(body, { changedAt: edition.changedAt });
    });
  }

  @Get('portal.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  style(): string {
    return portalStyle;
  }

  @Get('items')
  list(@Query() query: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer(query, request, response, async (view) => {
      const { filter, faults } = readFilter(query);
      if (faults.length > 0) return apology(view, 400, faults);
      const found = await this.readItems.list(filter, view.edition);
      const body = renderCataloguePage(view, filter, found, this.titles);
      return madePage(body, { changedAt: view.edition.changedAt });
    });
  }

  /** By index number (索引号), which never changes: leads to the page of the item. */
  @Get('index/*number')
  async byIndexNumber(
    @Param('number') number: string | string[],
    @Query() query: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = [number].flat().join('/'); // the national pattern has a slash in it
    const id = await this.readItem.byIndexNumber(wanted).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    if (id === null) return this.missing(query, request, response);
    response.setHeader('Cache-Control', 'no-cache');
    const view = pageView(readReading(query), await this.readEdition.run());
    response.redirect(302, publicLink(view, pagePath(id)));
  }

  @Get('items/:caseId')
  one(
    @Param('caseId') caseId: string,
    @Query() query: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.answer(query, request, response, (view) => this.itemPage(caseId, view));
  }

  @Get('*path')
  missing(@Query() query: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer(query, request, response, (view) => Promise.resolve(apology(view, 404)));
  }

  private async itemPage(caseId: string, view: PageView): Promise<MadePage> {
    try {
      const { kind, item } = await this.readItem.run(caseId);
      if (kind === 'taken-down')
        return madePage(renderTakenDownPage(view, item), { changedAt: item.changedAt });
      const body = renderItemPage(view, item, this.titles);
      // On the day after it ends the page says so though nobody touched it, and what is related may come and go: such
      // pages are known by their tag alone.
      const isSteady = item.validUntil === null && item.documentNumber === null;
      return madePage(body, { changedAt: isSteady ? item.changedAt : null });
    } catch (error) {
      if (error instanceof NotFound) return apology(view, 404);
      throw error;
    }
  }

  /** A page of the edition that is out, from the store when somebody has just read it. */
  private async answer(
    query: Asked,
    request: Request,
    response: Response,
    make: (view: PageView) => Promise<MadePage>,
  ): Promise<void> {
    const edition = await this.readEdition.run();
    const page = await this.store.get(edition.id, request.originalUrl, () =>
      make(pageView(readReading(query), edition)),
    );
    answerPage(request, response, page, edition.now);
  }
}

function apology(view: PageView, status: 400 | 404, reasons: readonly string[] = []): MadePage {
  const { words } = view;
  const [heading, text] =
    status === 404 ? [words.notFound, words.notFoundText] : [words.badSearch, words.badSearchText];
  return madePage(renderApology(view, { heading, text, reasons }), { status });
}
