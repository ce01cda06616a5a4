import { median, round } from './median.mjs';
import { newFolder, removeFolder, startProduct } from './product.mjs';

const rounds = 5;

/** From the command to the first request served, and how long Ctrl-C takes, on a folder that was started before. */
export async function run(report) {
  const folder = newFolder();
  const first = await startProduct(folder);
  report({
    name: 'first start, with its database made and filled',
    value: round(first.readyMilliseconds / 1000),
    unit: 's',
  });
  await first.stop();
  const ready = [];
  const resident = [];
  const stopped = [];
  for (let index = 0; index < rounds; index += 1) {
    const product = await startProduct(folder);
    ready.push(product.readyMilliseconds / 1000);
    await new Promise((resolve) => setTimeout(resolve, 3_000)); // the memory of an idle process, not of a starting one
    resident.push(product.residentMegabytes());
    stopped.push((await product.stop()) / 1000);
  }
  report({ name: 'start to ready', value: round(median(ready)), unit: 's' });
  report({ name: 'idle memory without the database', value: round(median(resident)), unit: 'MB' });
  report({ name: 'Ctrl-C to ended', value: round(median(stopped)), unit: 's' });
  removeFolder(folder);
}
