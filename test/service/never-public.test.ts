import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReadPublicItem } from '../../src/public/read-public-item.js';
import { PortalSource } from '../../src/public/portal-source.js';
import { beside, sequence, type Beside, type Sequence } from './never-public-moves.js';
import { judge } from './never-public-oracle.js';
import { CasePlayer, type Tally } from './never-public-player.js';
import { published } from './policy-document.js';
import { isLetThrough, writeBeside } from './never-public-writes.js';
import { runService, type RunningService } from './running-service.js';

/** `npm run sequences` asks for more, and with a seed of its own. */
const count = Number(process.env.SEQUENCES ?? 60);
const seed = Number(process.env.SEQUENCE_SEED ?? 20161008);
/** A database grows slow with what nobody takes out of it, so each holds so many cases. */
const mostInOneDatabase = 250;
/** So many cases move at the same time. */
const lanes = 4;

interface Ground {
  service: RunningService;
  readPublicItem: ReadPublicItem;
}

async function withService(work: (ground: Ground) => Promise<void>): Promise<void> {
  const service = await runService();
  const portal = new PortalSource(service.databaseUrl);
  try {
    await service.moveTo('2016-06-28T09:00:00+08:00');
    await work({ service, readPublicItem: new ReadPublicItem(portal, service.services.definitions) });
  } finally {
    await portal.onModuleDestroy();
    await service.end();
  }
}

/** Each lane has a seed of its own, which a failure names; all have ended before the first failure is told. */
async function inLanes<Told>(
  property: () => fc.IAsyncProperty<Told>,
  { numRuns, seed: first }: { numRuns: number; seed: number },
): Promise<void> {
  const runs = Array.from({ length: lanes }, (_, lane) =>
    fc.assert(property(), { numRuns: Math.ceil(numRuns / lanes), seed: first + lane, unbiased: true }),
  );
  for (const one of await Promise.allSettled(runs)) if (one.status === 'rejected') throw one.reason;
}

/** What the service meant to do and the database did not let it. */
async function refusedEffects({ service }: Ground): Promise<unknown[]> {
  const text = 'select effect, last_error from outbox where last_error is not null';
  const { rows } = await service.pool.query<Record<string, unknown>>(text);
  return rows;
}

async function playOut({ service, readPublicItem }: Ground, told: Sequence, tally: Tally): Promise<void> {
  const player = await CasePlayer.open(service, told, tally);
  tally.sequences += 1;
  if (!player) return;
  let wasPublic = false;
  for (const move of told.moves) {
    await player.play(move);
    const { isPublic, faults } = await judge(service.pool, readPublicItem, player.caseId);
    expect(faults).toEqual([]);
    if (isPublic) tally.publicMoments += 1;
    wasPublic ||= isPublic;
  }
  if (wasPublic) tally.publicCases += 1;
}

interface Written {
  accepted: number;
  refused: number;
  publicMoments: number;
}

/** A case is brought some way by the service; then writes beside it take turns with what people do. */
async function playBeside(
  { service, readPublicItem }: Ground,
  told: Beside,
  written: Written,
): Promise<void> {
  const player = await CasePlayer.open(service, told, emptyTally());
  if (!player) return;
  for (const move of told.moves) await player.play(move);
  for (const step of told.steps) {
    const isAccepted =
      'writes' in step
        ? await writeBeside(service.pool, player.caseId, step)
        : await isLetThrough(player.play(step));
    if ('writes' in step) written[isAccepted ? 'accepted' : 'refused'] += 1;
    const { isPublic, faults } = await judge(service.pool, readPublicItem, player.caseId);
    expect(faults).toEqual([]);
    if (isPublic) written.publicMoments += 1;
  }
}

function emptyTally(): Tally {
  return { sequences: 0, moves: 0, refusals: 0, publicMoments: 0, publicCases: 0 };
}

describe('the judge of what is public', () => {
  it('sees what no finding covers, on the page and in the case, once the database looks away', async () => {
    await withService(async ({ service, readPublicItem }) => {
      const id = await published(service);
      expect(await judge(service.pool, readPublicItem, id)).toEqual({ isPublic: true, faults: [] });
      await service.pool.query('alter table publication disable trigger publication_is_cleared');
      await service.pool.query('alter table cases disable trigger exposed_is_cleared');
      const canonical = '"谁也没有看过的标题"';
      const seal = createHash('sha256').update(canonical).digest('hex');
      const expose = `update cases set exposed = exposed || jsonb_build_object('title', $2::text) where id = $1`;
      await service.pool.query(expose, [id, seal]);
      const post = `update publication set canonical = $2, seal = $3 where case_id = $1 and field = 'title'`;
      await service.pool.query(post, [id, canonical, seal]);
      const { faults } = await judge(service.pool, readPublicItem, id);
      expect(faults.map((fault) => fault.split(';')[0])).toEqual([
        'title is exposed',
        'title is posted',
        'title is shown on the portal',
        'title is shown on the portal',
      ]);
    });
  });
});

describe('whatever people do in whatever order', () => {
  it(
    'nothing is public whose digest was not cleared by somebody else',
    async () => {
      const tally = emptyTally();
      const startedAt = performance.now();
      for (let begun = 0; begun < count; begun += mostInOneDatabase) {
        const numRuns = Math.min(mostInOneDatabase, count - begun);
        await withService(async (ground) => {
          await inLanes(() => fc.asyncProperty(sequence, (told) => playOut(ground, told, tally)), {
            numRuns,
            seed: seed + begun,
          });
          expect(await refusedEffects(ground)).toEqual([]);
        });
      }
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      if (process.env.SEQUENCES) process.stdout.write(`${JSON.stringify({ seed, ...tally, seconds })}\n`);
      expect(tally.publicCases).toBeGreaterThan(count / 5); // it is about what became public, not about what never could
    },
    60_000 + count * 2000,
  );
});

describe('whatever a program writes beside the service', () => {
  it(
    'is refused, or leaves nothing public whose digest was not cleared by somebody else',
    async () => {
      const written: Written = { accepted: 0, refused: 0, publicMoments: 0 };
      for (let begun = 0; begun < count / 3; begun += mostInOneDatabase) {
        const numRuns = Math.min(mostInOneDatabase, Math.ceil(count / 3) - begun);
        await withService((ground) =>
          inLanes(() => fc.asyncProperty(beside, (told) => playBeside(ground, told, written)), {
            numRuns,
            seed: seed + begun,
          }),
        );
      }
      if (process.env.SEQUENCES) process.stdout.write(`${JSON.stringify({ seed, ...written })}\n`);
      expect(written.publicMoments).toBeGreaterThan(count / 3);
    },
    60_000 + count * 2000,
  );
});
