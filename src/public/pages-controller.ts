import { randomBytes } from 'node:crypto';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenToEverybody } from '../access/session-guard.js';
import { NotFound } from '../cases/refused.js';
import { Definitions } from '../definitions/definitions.js';
import { html } from '../mailbox/html.js';
import { pageFrame, publicLink, publicPolicy, type PageView } from './page-frame.js';
import { readFilter } from './public-filter.js';
import { publicWords } from './public-words.js';
import { ReadPortal } from './read-portal.js';
import { ReadPublicItems } from './read-public-items.js';
import { renderItemPage } from './render-item-page.js';
import { renderListPage } from './render-list-page.js';

/** The portal's pages, whole as they come from the server: they are read without any script. */
@ApiExcludeController()
@Controller('public/items')
@OpenToEverybody()
export class PagesController {
  constructor(
    private readonly readItems: ReadPublicItems,
    private readonly readPortal: ReadPortal,
    private readonly definitions: Definitions,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const view = await this.view(query['language']);
    const { filter, faults } = readFilter(query);
    if (faults.length > 0)
      return apologize(response, view, 400, publicWords[view.language].badSearch, faults);
    const { total, items } = await this.readItems.list(filter);
    send(response, view, renderListPage(items, { ...view, filter, total, types: this.types() }));
  }

  @Get(':caseId')
  async one(
    @Param('caseId') caseId: string,
    @Query('language') language: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.view(language);
    try {
      send(response, view, renderItemPage(await this.readItems.one(caseId), view));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      apologize(response, view, 404, publicWords[view.language].notFound, []);
    }
  }

  private async view(language: unknown): Promise<PageView> {
    const { bureau } = await this.readPortal.run();
    return { language: language === 'en' ? 'en' : 'zh', nonce: randomBytes(16).toString('base64'), bureau };
  }

  /** Every type that shows anything to the public at some step, each once. */
  private types(): { type: string; zh: string; en: string }[] {
    const titles = new Map<string, { zh: string; en: string }>();
    for (const { definition } of this.definitions.all()) {
      if (Object.values(definition.states).some((state) => (state.public ?? []).length > 0))
        titles.set(definition.workflow, definition.title);
    }
    return [...titles].map(([type, title]) => ({ type, ...title }));
  }
}

function apologize(
  response: Response,
  view: PageView,
  status: number,
  heading: string,
  faults: readonly string[],
): void {
  const list = html`<ul>
      ${faults.map((fault) => html`<li>${fault}</li>`)}
    </ul>
    <p><a href="${publicLink('/public/items', view.language)}">${publicWords[view.language].back}</a></p>`;
  response.status(status);
  send(
    response,
    view,
    pageFrame(view, heading, list, publicLink('/public/items', view.language === 'zh' ? 'en' : 'zh')),
  );
}

function send(response: Response, { nonce }: PageView, page: string): void {
  response.setHeader('Content-Security-Policy', publicPolicy(nonce));
  response.setHeader('Cache-Control', 'no-cache');
  response.type('html').send(page);
}
