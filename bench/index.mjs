/**
 * What the product costs, as JSON lines. Every figure is the median of several rounds within this run; where a floor stands
 * beside it, the two took turns. `npm run bench -- herd action` runs only these.
 */
const all = ['calendar', 'decide', 'start', 'action', 'herd', 'hints', 'upload', 'portal'];
const chosen = process.argv.slice(2).filter((name) => all.includes(name));

const report = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
for (const name of chosen.length > 0 ? chosen : all) {
  const { run } = await import(`./${name}.mjs`);
  await run(report);
}
process.exit(0);
