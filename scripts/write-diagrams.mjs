import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { diagramPages } from './diagram-pages.mjs';

/** Writes docs/diagrams anew from the definitions and removes the page of a kind of case that is gone. */
buildIfStale();
const { loadDefinitions } = await import('../dist/definitions/load-definitions.js');
const { diagram } = await import('../dist/engine/diagram.js');

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs', 'diagrams');
const { definitions, faults } = loadDefinitions(join(root, 'workflows'));
if (faults.length > 0) {
  for (const { file, line, column, message } of faults)
    process.stderr.write(`${file}:${line}:${column} ${message}\n`);
  process.stderr.write('Nothing was written: mend these definitions first.\n');
  process.exit(1);
}
const pages = diagramPages(definitions, diagram);
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!Object.hasOwn(pages, name)) rmSync(join(folder, name));
for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, name), text);
process.stdout.write(`${Object.keys(pages).length} pages in docs/diagrams\n`);
