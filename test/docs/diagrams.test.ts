import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadDefinitions, type LoadedDefinition } from '../../src/definitions/load-definitions.js';
import { diagram } from '../../src/engine/diagram.js';
import type { Definition } from '../../src/engine/definition.js';

interface PageWriter {
  diagramPages: (
    loaded: readonly LoadedDefinition[],
    draw: (definition: Definition) => string,
  ) => Record<string, string>;
}

const writer = pathToFileURL(resolve('scripts/diagram-pages.mjs')).href;
const { diagramPages } = (await import(writer)) as PageWriter;
const { definitions } = loadDefinitions(resolve('workflows'));
const folder = resolve('docs/diagrams');
const wanted = diagramPages(definitions, diagram);
const advice = 'run: node scripts/write-diagrams.mjs';

describe('the diagrams in docs', () => {
  it('are those of the definitions, one page for each kind of case and nothing else', () => {
    expect({ advice, pages: readdirSync(folder).sort() }).toEqual({
      advice,
      pages: Object.keys(wanted).sort(),
    });
  });
  it.each(Object.keys(wanted))('say in %s what the definition says now', (name) => {
    expect({ advice, text: readFileSync(join(folder, name), 'utf8') }).toEqual({ advice, text: wanted[name] });
  });
  it('change when an action is renamed, so that a stale page cannot pass', () => {
    const changed = structuredClone(definitions);
    const clear = changed.find(({ definition }) => definition.workflow === 'confidentiality-review');
    const [state] = Object.values(clear?.definition.states ?? {});
    const [action] = Object.values(state?.on ?? {});
    if (action) action.zh = '另一名称';
    expect(diagramPages(changed, diagram)['confidentiality-review.md']).toContain('另一名称');
    expect(wanted['confidentiality-review.md']).not.toContain('另一名称');
  });
});
