import { rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Extraction } from '../../src/review/passage.js';
import { scannerVersion, type Hit } from '../../src/review/hit.js';
import { ScanContents, type Extract } from '../../src/review/scan-contents.js';
import { openDraft } from './policy-document.js';
import { runService, type RunningService } from './running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
  await service.moveTo('2016-06-28T09:00:00+08:00');
});
afterAll(() => service.end());

const nothing: Extraction = { passages: [], hidden: [], isReadable: true };
const folder = () => join(service.dataDirectory, 'searching');
const scanWith = (extract: Extract, onFailure: () => void = () => undefined): ScanContents =>
  new ScanContents(service.pool, service.services.store, extract, folder(), onFailure);

/** A file of a new draft that nobody has searched. @returns its digest */
async function unsearched(text: string): Promise<string> {
  const { id: caseId } = await openDraft(service);
  const bytes = Buffer.from(text);
  const kept = { caseId, field: 'document', name: '新.txt', mediaType: 'text/plain', by: 'drafter', bytes };
  const { documents, transactions } = service.services;
  return (await transactions.run((tx) => documents.keep(tx, kept))).sha256;
}

async function scanOf(sha256: string) {
  const { rows } = await service.pool.query<{ state: string; hits: Hit[] | null; attempts: number }>(
    'select state, hits, attempts from content_scan where sha256 = $1 and scanner = $2',
    [sha256, scannerVersion],
  );
  return rows[0];
}
/** The pause before the next attempt is over, and so is any lease. */
const makeDue = (sha256: string) =>
  service.pool.query(
    'update content_scan set run_at = clock_timestamp(), lease_until = null where sha256 = $1',
    [sha256],
  );

describe('the search of a file', () => {
  it('that fails for a reason of ours is tried again, and after five times a person has to look', async () => {
    const sha256 = await unsearched('读不出来的文件');
    let failures = 0;
    const scan = scanWith(
      () => Promise.reject(new Error('the disk is gone')),
      () => (failures += 1),
    );
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await makeDue(sha256);
      expect((await scanOf(sha256))?.state).toBe('pending');
      await scan.run();
    }
    expect(failures).toBe(5);
    expect((await scanOf(sha256))?.hits?.map(({ rule }) => rule)).toEqual(['unreadable']);
    expect(await readdir(folder())).toEqual([]);
  });

  it('that a process left unfinished is taken over when its lease has run out, and the late one says nothing', async () => {
    const sha256 = await unsearched('两个进程');
    let letGo: (extraction: Extraction) => void = () => undefined;
    const frozen = new Promise<Extraction>((done) => (letGo = done));
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((done) => (isAsked = done));
    const late = scanWith(() => {
      isAsked();
      return frozen;
    }).run();
    await asked;
    await makeDue(sha256);
    await scanWith(() => Promise.resolve({ ...nothing, isReadable: false })).run();
    letGo(nothing);
    await late;
    expect((await scanOf(sha256))?.hits?.map(({ rule }) => rule)).toEqual(['unreadable']);
  });

  it('removes what a killed search left, and nothing of its own', async () => {
    rmSync(folder(), { recursive: true, force: true });
    await mkdir(join(folder(), 'left-by-a-dead-process'), { recursive: true });
    await writeFile(join(folder(), 'left-by-a-dead-process', 'contents'), '草稿');
    const { hostname } = await import('node:os');
    const host = hostname().replace(/[^\w-]/g, '-');
    await mkdir(join(folder(), `${host}.999999999.dead.folder`));
    await unsearched('清理');
    await scanWith(() => Promise.resolve(nothing)).run();
    expect(await readdir(folder())).toEqual(['left-by-a-dead-process']); // not named by a search: not ours to remove
  });

  it('is asked for at the start of whatever the present search has not seen', async () => {
    const sha256 = await unsearched('升级前的文件');
    await service.pool.query('delete from content_scan where sha256 = $1', [sha256]);
    await scanWith(() => Promise.resolve(nothing)).askForMissing();
    expect((await scanOf(sha256))?.state).toBe('pending');
  });
});
