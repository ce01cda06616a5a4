import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OpenToEverybody } from '../access/session-guard.js';
import { ReadPortal } from './read-portal.js';
import { ReadPublicItems } from './read-public-items.js';
import { renderFeed, renderSitemap } from './render-feed.js';

const newest = 100;
/** One sitemap holds this many addresses at most (sitemaps.org 0.9); older pages are reached through the list. */
const mostAddresses = 50_000 - 1;

@ApiTags('public')
@Controller()
@OpenToEverybody()
export class FeedController {
  constructor(
    private readonly readItems: ReadPublicItems,
    private readonly readPortal: ReadPortal,
  ) {}

  @Get(['feed.xml', 'api/v1/feed.xml'])
  @Header('Content-Type', 'application/atom+xml; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @ApiOperation({ summary: 'The newest publications as Atom 1.0' })
  async feed(): Promise<string> {
    const [{ items }, portal] = await Promise.all([
      this.readItems.list({ limit: newest, offset: 0 }),
      this.readPortal.run(),
    ]);
    return renderFeed(items, portal);
  }

  @Get(['sitemap.xml', 'api/v1/sitemap.xml'])
  @Header('Content-Type', 'application/xml; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @ApiOperation({ summary: 'Every published page, for search engines' })
  async sitemap(): Promise<string> {
    const [{ items }, portal] = await Promise.all([
      this.readItems.list({ limit: mostAddresses, offset: 0 }),
      this.readPortal.run(),
    ]);
    return renderSitemap(items, portal);
  }
}
