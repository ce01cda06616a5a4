/** What became of one item of a batch; `alone` asks that it be tried once more without the others. */
export type Outcome<Answer> = PromiseSettledResult<Answer> | { status: 'alone' };

export interface Gathering<Item, Answer> {
  /** Does a batch; one outcome for each item, in their order. It must not wait for locks: others wait for it. */
  together: (items: readonly Item[]) => Promise<Outcome<Answer>[]>;
  /** Does one item by itself, however long that takes. */
  alone: (item: Item) => Promise<Answer>;
  /** Two items with the same key never go in one batch. Without it any may. */
  keyOf?: (item: Item) => string;
}

/** One batch travels while the other is being decided: with more the batches only become smaller. */
const mostOnTheWay = 2;
const mostInBatch = 64;

interface Waiting<Item, Answer> {
  item: Item;
  resolve: (answer: Answer | Promise<Answer>) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: what comes while two batches are on their way waits for the next and shares its round trips and its
 * commit (DeWitt et al., Implementation Techniques for Main Memory Database Systems, 1984). Alone nobody waits.
 * A batch that fails as a whole is done item by item, so nobody suffers from what another sent.
 */
export function gather<Item, Answer>(gathering: Gathering<Item, Answer>): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let onTheWay = 0;

  const send = () => {
    while (onTheWay < mostOnTheWay && waiting.length > 0) {
      const [batch, rest] = nextBatch(waiting, gathering.keyOf);
      waiting = rest;
      onTheWay += 1;
      void settle(batch, gathering).finally(() => {
        onTheWay -= 1;
        send();
      });
    }
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      send();
    });
}

function nextBatch<Item, Answer>(
  waiting: readonly Waiting<Item, Answer>[],
  keyOf: ((item: Item) => string) | undefined,
): [Waiting<Item, Answer>[], Waiting<Item, Answer>[]] {
  const keys = new Set<string>();
  const batch: Waiting<Item, Answer>[] = [];
  const rest: Waiting<Item, Answer>[] = [];
  for (const one of waiting) {
    const key = keyOf?.(one.item);
    const isIn = batch.length < mostInBatch && !(key !== undefined && keys.has(key));
    (isIn ? batch : rest).push(one);
    if (key !== undefined) keys.add(key);
  }
  return [batch, rest];
}

async function settle<Item, Answer>(
  batch: readonly Waiting<Item, Answer>[],
  { together, alone }: Gathering<Item, Answer>,
): Promise<void> {
  const [first] = batch;
  let outcomes: Outcome<Answer>[];
  try {
    outcomes = await together(batch.map(({ item }) => item));
  } catch (error) {
    if (batch.length === 1) {
      first?.reject(error);
      return;
    }
    outcomes = batch.map(() => ({ status: 'alone' }));
  }
  batch.forEach(({ item, resolve, reject }, index) => {
    const outcome = outcomes[index] ?? { status: 'alone' };
    if (outcome.status === 'fulfilled') resolve(outcome.value);
    else if (outcome.status === 'rejected') reject(outcome.reason);
    else resolve(alone(item));
  });
}
