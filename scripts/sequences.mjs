import { randomInt } from 'node:crypto';
import { requireNode } from './require-node.mjs';

/**
 * The long form of the promise that nothing is public unreviewed: `node scripts/sequences.mjs [count] [seed]` plays that
 * many random sequences (10,000 unless told) on the real service, in databases of its own. A failure names its seed; with
 * it as the second argument the run is repeated.
 */
requireNode();
const [count = '10000', seed = String(randomInt(1, 2 ** 31 - 1_000_000))] = process.argv.slice(2);
const faults = [count, seed].filter((given) => !/^[1-9]\d{0,9}$/.test(given));
if (faults.length > 0) {
  process.stderr.write(
    `not a whole number above zero: ${faults.join(', ')}. Use: sequences [count] [seed]\n`,
  );
  process.exit(2);
}
process.env.SEQUENCES = count;
process.env.SEQUENCE_SEED = seed;
process.stdout.write(`${count} sequences with seed ${seed}\n`);
process.argv.splice(2, Infinity, 'test/service/never-public.test.ts');
await import('./test.mjs');
