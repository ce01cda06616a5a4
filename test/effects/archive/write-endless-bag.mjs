import { register } from 'node:module';

/** Packs a first file whole and then waits in the middle of a second, a pipe that never ends, until it is killed. */
register('../../setup/typescript-hooks.mjs', import.meta.url);
const { writeBag } = await import('../../../src/effects/archive/write-bag.ts');
const [directory, pipe] = process.argv.slice(2);
const contents = [
  { path: 'data/whole.txt', source: { text: 'whole' } },
  { path: 'data/half.txt', source: { file: pipe } },
];
await writeBag(directory, contents, { baggedOn: '2016-10-08', labels: {} });
