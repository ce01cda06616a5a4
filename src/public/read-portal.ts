import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Portal } from './render-feed.js';

/** Whose portal it is and where it is reached. */
@Injectable()
export class ReadPortal {
  constructor(
    private readonly pool: Pool,
    private readonly baseUrl: string,
  ) {}

  async run(): Promise<Portal> {
    const { rows } = await this.pool.query<{ zh: string; en: string; since: Date }>(
      'select bureau_zh as zh, bureau_en as en, created_at as since from installation',
    );
    const { zh, en, since } = rows[0] ?? { zh: '', en: '', since: new Date(0) };
    return { baseUrl: this.baseUrl.replace(/\/+$/, ''), bureau: { zh, en }, since: since.toISOString() };
  }
}
