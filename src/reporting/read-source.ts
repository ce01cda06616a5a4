import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';

/** Lists share a small pool of their own, so that a slow list never holds up a deadline. */
const mostConnections = 4;

/**
 * Opens the database for reading. Nothing is created or migrated by it: the schema is that of `migrations/`.
 * @param url as in `DATABASE_URL`
 */
export function openDataSource(url: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    applicationName: 'gongkai-lists',
    poolErrorHandler: () => undefined, // an idle connection that died is replaced; the next query tells if the server is gone
    extra: {
      max: mostConnections,
      connectionTimeoutMillis: 3_000,
      statement_timeout: 10_000,
      keepAlive: true,
    },
  });
  return source.initialize();
}

/** The one data source of the lists: opened at the first question, closed with the application. */
@Injectable()
export class ReadSource implements OnModuleDestroy {
  private opening: Promise<DataSource> | null = null;

  constructor(private readonly url: string) {}

  open(): Promise<DataSource> {
    this.opening ??= openDataSource(this.url).catch((error: unknown) => {
      this.opening = null; // the database was away; the next question tries anew
      throw error;
    });
    return this.opening;
  }

  async onModuleDestroy(): Promise<void> {
    const source = await this.opening?.catch(() => null);
    this.opening = null;
    await source?.destroy();
  }
}
