import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningServer } from '../../src/cli/open-database.js';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/embedded-postgres.js';
import { gongkai } from './gongkai.js';

jest.setTimeout(120_000); // initdb on a busy machine

describe('a command beside a running instance', () => {
  let dataDirectory = '';
  let directory = '';
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'gongkai-beside-'));
    directory = join(dataDirectory, 'postgres');
    server = await startEmbeddedPostgres({ directory, settings: { fsync: 'off' } });
  });
  afterAll(async () => {
    await server.stop();
    removeEmbeddedPostgres(directory);
    rmSync(dataDirectory, { recursive: true });
  });

  it('works with the server that runs and leaves it running', async () => {
    expect(runningServer(directory)).toBe(server.url);
    expect((await gongkai(['migrate', 'up'], { DATA_DIR: dataDirectory })).code).toBe(0);
    expect((await gongkai(['migrate', 'status'], { DATA_DIR: dataDirectory })).code).toBe(0);
    expect(runningServer(directory)).toBe(server.url);
  });

  it('finds no server where none was ever started', () => {
    expect(runningServer(join(dataDirectory, 'elsewhere'))).toBeNull();
  });
});
