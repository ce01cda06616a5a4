import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { chownSync, cpSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseServerAccount } from '../../src/platform/embedded-account.js';
import { sharedFolder } from '../../src/platform/embedded-binaries.js';
import { findPlace, makeFolder, removePlace } from '../../src/platform/embedded-place.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.js';

let root: string;
const said: string[] = [];
const isRoot = process.getuid?.() === 0;
const describeAsRoot = isRoot ? describe : describe.skip;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(process.env.GONGKAI_TEST_FOLDER ?? tmpdir(), 'place-')));
  chmodSync(root, 0o755);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A clone that only root can enter. */
function closedClone(name: string): string {
  mkdirSync(join(root, name), { mode: 0o700 });
  return join(root, name, 'postgres');
}

function placeOf(folder: string): string {
  makeFolder(folder);
  return findPlace(folder, (line) => said.push(line)).data;
}

describe('the place of the data', () => {
  it('is the folder itself where the account of the server reaches it', () => {
    const folder = join(root, 'open', 'postgres');
    expect(placeOf(folder)).toBe(join(folder, 'data'));
  });
});

describeAsRoot('the place of the data in a clone that only root can enter', () => {
  it('is outside, belongs to that clone alone, and is found again', () => {
    const [one, other] = [closedClone('one'), closedClone('other')];
    const place = placeOf(one);

    expect(dirname(dirname(place))).toBe(sharedFolder);
    expect(placeOf(one)).toBe(place);
    expect(placeOf(other)).not.toBe(place);
    for (const folder of [one, other]) removePlace(folder);
    expect(existsSync(dirname(place))).toBe(false);
  });

  it('follows a clone that is moved, but not a copy of it', () => {
    const original = closedClone('original');
    const place = placeOf(original);
    cpSync(join(root, 'original'), join(root, 'copied'), { recursive: true, verbatimSymlinks: true });
    chmodSync(join(root, 'copied'), 0o700);
    const copied = placeOf(join(root, 'copied', 'postgres'));
    renameSync(join(root, 'original'), join(root, 'moved'));

    expect(copied).not.toBe(place);
    expect(placeOf(join(root, 'moved', 'postgres'))).toBe(place);
    expect(readFileSync(join(dirname(place), 'belongs-to'), 'utf8')).toBe(join(root, 'moved', 'postgres'));
    for (const clone of ['copied', 'moved']) removePlace(join(root, clone, 'postgres'));
  });

  it('is never begun anew in silence when it was removed', () => {
    const folder = closedClone('lost');
    rmSync(dirname(placeOf(folder)), { recursive: true });

    expect(() => placeOf(folder)).toThrow(/that place is gone.*begin with an empty database/s);
  });

  it('serves a real server, run by the unprivileged account', async () => {
    const folder = closedClone('served');
    const server = await startEmbeddedPostgres({ directory: folder, settings: { fsync: 'off' } });
    const owner = statSync(join(folder, 'data')).uid;
    await server.stop();

    expect(owner).toBe(chooseServerAccount(null)?.uid);
    expect(lstatSync(join(folder, 'data')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder, 'password'))).toMatchObject({ uid: 0 });
    removePlace(folder);
  });

  it('stays with the account that began it, whoever root would choose now', () => {
    const folder = join(root, 'began', 'postgres');
    makeFolder(folder);
    mkdirSync(join(folder, 'data'));
    const nobody = Number(/^nobody:[^:]*:(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[1]);
    chownSync(join(folder, 'data'), nobody, nobody);

    expect(findPlace(folder, () => undefined).account?.name).toBe('nobody');
    expect(readdirSync(folder)).toEqual(['data']);
  });
});
