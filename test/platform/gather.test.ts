import { gather, type Outcome } from '../../src/platform/gather.js';

/** A batch that the test lets go when it likes. */
function gate() {
  const batches: { items: string[]; finish: (outcomes: Outcome<string>[]) => void; fail: () => void }[] = [];
  const together = (items: readonly string[]) =>
    new Promise<Outcome<string>[]>((resolve, reject) =>
      batches.push({ items: [...items], finish: resolve, fail: () => reject(new Error('the batch broke')) }),
    );
  return { batches, together };
}

const done = (items: readonly string[]): Outcome<string>[] =>
  items.map((item) => ({ status: 'fulfilled', value: `${item} done` }));
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('work gathered into batches', () => {
  it('sends the first at once and what comes meanwhile together', async () => {
    const { batches, together } = gate();
    const run = gather({ together, alone: (item: string) => Promise.resolve(`${item} alone`) });
    const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map(run));
    expect(batches.map(({ items }) => items)).toEqual([['a'], ['b']]);
    batches[0]?.finish(done(['a']));
    await settled();
    expect(batches[2]?.items).toEqual(['c', 'd', 'e']);
    batches[1]?.finish(done(['b']));
    batches[2]?.finish(done(['c', 'd', 'e']));
    expect(await answers).toEqual(['a done', 'b done', 'c done', 'd done', 'e done']);
  });

  it('never puts two items with the same key in one batch', async () => {
    const { batches, together } = gate();
    const run = gather({ together, alone: (item: string) => Promise.resolve(item), keyOf: (item) => item });
    const answers = Promise.all(['x', 'y', 'same', 'same', 'other'].map(run));
    batches[0]?.finish(done(['x']));
    await settled();
    expect(batches[2]?.items).toEqual(['same', 'other']);
    batches[1]?.finish(done(['y']));
    await settled();
    expect(batches[3]?.items).toEqual(['same']);
    batches[2]?.finish(done(['same', 'other']));
    batches[3]?.finish(done(['same']));
    expect(await answers).toEqual(['x done', 'y done', 'same done', 'same done', 'other done']);
  });

  it('refuses one item of a batch without touching the others', async () => {
    const { batches, together } = gate();
    const run = gather({ together, alone: (item: string) => Promise.resolve(item) });
    const answers = Promise.allSettled(['a', 'b', 'good', 'bad'].map(run));
    batches[0]?.finish(done(['a']));
    await settled();
    batches[2]?.finish([
      { status: 'fulfilled', value: 'fine' },
      { status: 'rejected', reason: new Error('refused') },
    ]);
    batches[1]?.finish(done(['b']));
    expect((await answers).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
  });

  it('does the items of a broken batch, and those that ask for it, one by one', async () => {
    const { batches, together } = gate();
    const alone: string[] = [];
    const run = gather({
      together,
      alone: (item: string) => {
        alone.push(item);
        return item === 'guilty' ? Promise.reject(new Error('this one')) : Promise.resolve(`${item} alone`);
      },
    });
    const answers = Promise.allSettled(['a', 'b', 'innocent', 'guilty'].map(run));
    batches[0]?.finish([{ status: 'alone' }]);
    await settled();
    batches[2]?.fail();
    batches[1]?.finish(done(['b']));
    expect(await answers).toEqual([
      { status: 'fulfilled', value: 'a alone' },
      { status: 'fulfilled', value: 'b done' },
      { status: 'fulfilled', value: 'innocent alone' },
      { status: 'rejected', reason: new Error('this one') },
    ]);
    expect(alone).toEqual(['a', 'innocent', 'guilty']);
  });

  it('hands the failure of a lone item to whoever asked for it', async () => {
    const { batches, together } = gate();
    const run = gather({ together, alone: (item: string) => Promise.resolve(item) });
    const answer = run('a');
    batches[0]?.fail();
    await expect(answer).rejects.toThrow('the batch broke');
  });
});
