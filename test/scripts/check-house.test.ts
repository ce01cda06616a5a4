import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = mkdtempSync(join(tmpdir(), 'gongkai-house-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What `scripts/check-house.mjs` says about a tree of these files, line by line. */
function check(files: Record<string, string>): string[] {
  const tree = mkdtempSync(join(root, 'tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  const run = spawnSync(process.execPath, ['scripts/check-house.mjs', tree], { encoding: 'utf8' });
  const faults = run.stdout.split('\n').filter(Boolean);
  expect(run.status).toBe(faults.length > 0 ? 1 : 0);
  return faults;
}

describe('the house rules', () => {
  it('let a tidy tree pass', () => {
    const engine =
      "import { z } from 'zod';\nimport { add } from './calendar.js';\nexport const day = z.string(); // new Date() is said here, not called\n";
    const files = {
      'src/engine/clock.ts': engine,
      'src/platform/queues.ts':
        "import type { Clock } from '../engine/clock.js';\nimport { type AddressInfo } from 'node:net';\n",
      'src/app.module.ts': "import { Mail } from './effects/notifications/mail.js';\n",
      'migrations/20261124000100-foundation.up.sql': 'SELECT 1;\n',
      'README.md': 'Open https://example.gov.cn/work/list\n',
    };
    expect(check(files)).toEqual([]);
  });

  it('refuse a file of more than 300 lines', () => {
    expect(check({ 'src/long.ts': '\n'.repeat(301), 'src/fits.ts': '\n'.repeat(300) })).toEqual([
      'src/long.ts: 301 lines; at most 300. Split it by what its parts do.',
    ]);
  });

  it('refuse a folder four levels below src', () => {
    expect(check({ 'src/a/b/c/fits.ts': '', 'src/a/b/c/d/deep.ts': '' })).toEqual([
      'src/a/b/c/d/deep.ts: 4 folders below src; at most 3.',
    ]);
  });

  it('refuse names that are not kebab-case, of folders too', () => {
    expect(check({ 'src/actOnCase.ts': '', 'test/My_Tests/one.test.ts': '' }).sort()).toEqual([
      'src/actOnCase.ts: "actOnCase.ts" is not kebab-case (small letters, digits and hyphens).',
      'test/My_Tests/one.test.ts: "My_Tests" is not kebab-case (small letters, digits and hyphens).',
    ]);
  });

  it('refuse names that say nothing, of files and of what they declare', () => {
    const [manager, info, utils] = ['CaseManager', 'FileInfo', 'dateUtils']; // spelled apart: this file obeys the rules
    const code = `export class ${manager} {}\ntype ${info} = string;\nconst ${utils} = 1;\n`;
    expect(check({ 'src/date-helper.ts': code }).sort()).toEqual([
      'src/date-helper.ts: "CaseManager" says nothing; name what it does or is.',
      'src/date-helper.ts: "FileInfo" says nothing; name what it does or is.',
      'src/date-helper.ts: "dateUtils" says nothing; name what it does or is.',
      'src/date-helper.ts: "helper" says nothing; name what it does or is.',
    ]);
  });

  it('keep the engine to itself and zod', () => {
    const code =
      "import { DateTime } from 'luxon';\nimport {\n  read,\n} from '../platform/time.js';\nexport * from 'node:fs';\n";
    expect(check({ 'src/engine/clock.ts': code }).sort()).toEqual([
      'src/engine/clock.ts: imports ../platform/time.js. The engine imports only itself and zod.',
      'src/engine/clock.ts: imports luxon. The engine imports only itself and zod.',
      'src/engine/clock.ts: imports node:fs. The engine imports only itself and zod.',
    ]);
  });

  it('keep the clock and the machine out of the engine', () => {
    expect(check({ 'src/engine/clock.ts': 'const at = Date.now() + Math.random();\n' })).toEqual([
      'src/engine/clock.ts: "Date.now(" makes the engine impure; pass it in.',
      'src/engine/clock.ts: "Math.random(" makes the engine impure; pass it in.',
    ]);
  });

  it('keep features out of the platform', () => {
    expect(check({ 'src/platform/queues.ts': "import '../cases/store.js';\n" })).toEqual([
      'src/platform/queues.ts: imports ../cases/store.js. The platform imports nothing of ours but the engine.',
    ]);
  });

  it('let nobody import effects or timers but what wires the application', () => {
    const code =
      "import { send } from '../effects/mail.js';\nconst t = await import('../timers/drain.js');\n";
    expect(
      check({
        'src/cases/act.ts': code,
        'src/cli/main.ts': code,
        'src/effects/one.ts': "import './two.js';\n",
      }),
    ).toEqual([
      'src/cases/act.ts: imports ../effects/mail.js. Nobody imports src/effects/; only app, main and cli wire it.',
      'src/cases/act.ts: imports ../timers/drain.js. Nobody imports src/timers/; only app, main and cli wire it.',
    ]);
  });

  it('refuse paths of one machine and hosts of registries anywhere', () => {
    const path = ['', 'home', 'clerk'].join('/');
    const host = ['registry', 'npmjs', 'org'].join('.');
    expect(check({ 'docs/install.md': `See ${path} and https://${host}/x\n` })).toEqual([
      `docs/install.md: "${path}" is a path of one machine.`,
      `docs/install.md: "${host}" is the host of a registry.`,
    ]);
  });

  it('refuse a lock file that holds download addresses', () => {
    expect(check({ 'package-lock.json': '{ "resolved": "https://example.com/a.tgz" }' })).toEqual([
      'package-lock.json: holds download addresses; run npm with omit-lockfile-registry-resolved (see .npmrc).',
    ]);
  });

  it('refuse unfinished work', () => {
    const word = ['TO', 'DO'].join('');
    expect(check({ 'src/one.ts': `// ${word}: later\n` })).toEqual([
      `src/one.ts: "${word}": finish it or file an issue.`,
    ]);
  });
});
