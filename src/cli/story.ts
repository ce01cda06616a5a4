import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start, type Running } from '../app/start.js';
import { removeEmbeddedPostgres } from '../platform/embedded-postgres.js';
import { readSettings } from '../platform/settings.js';
import { DemoClient } from '../story/demo-client.js';
import { importFoundingNotice } from '../story/import-founding-notice.js';
import { MainJob } from '../story/play-main-job.js';
import { StoryBroken, Timeline } from '../story/timeline.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Plays the main job on the demo at GONGKAI_URL, or on one of its own that leaves nothing behind. */
async function main(): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const timeline = new Timeline(print);
  const given = process.env['GONGKAI_URL'];
  const own = given === undefined ? await startOwnDemo() : null;
  try {
    const notice = importFoundingNotice(root, timeline);
    await new MainJob(new DemoClient(given ?? own?.running.url ?? ''), timeline, notice).play();
    print('\n全过程完成 (the whole story happened)');
  } finally {
    await own?.end();
  }
}

interface OwnDemo {
  running: Running;
  end: () => Promise<void>;
}

async function startOwnDemo(): Promise<OwnDemo> {
  const directory = mkdtempSync(join(tmpdir(), 'gongkai-story-'));
  const environment = {
    PORT: '0',
    DATA_DIR: directory,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
    BASE_URL: 'http://localhost:3000',
  };
  const running = await start(readSettings(environment, root), root);
  const end = async () => {
    await running.stop();
    removeEmbeddedPostgres(join(directory, 'postgres'));
    rmSync(directory, { recursive: true, force: true });
  };
  return { running, end };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(
      error instanceof StoryBroken
        ? `\n${error.message}\n`
        : `\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
