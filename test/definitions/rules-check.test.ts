import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDefinitions } from '../../src/definitions/load-definitions.js';
import { brokenFlows } from './broken-flows.js';
import { brokenNames } from './broken-names.js';
import { brokenReviews } from './broken-reviews.js';
import { sound, type BrokenDefinition } from './sound-definition.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-rules-'));
  for (const name of [
    'roles.yaml',
    'sections.yaml',
    'laws.yaml',
    'effects.yaml',
    'bases.yaml',
    'checklists.yaml',
  ])
    cpSync(join('workflows', name), join(folder, name));
  mkdirSync(join(folder, 'tiny-notice'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function faultsOf(text: string, file = 'tiny-notice/1.yaml') {
  rmSync(join(folder, 'tiny-notice'), { recursive: true, force: true });
  mkdirSync(join(folder, 'tiny-notice'));
  writeFileSync(join(folder, file), text);
  return loadDefinitions(folder).faults;
}

/** Replaces what stands exactly once. */
function changed(from: string, to: string, text = sound): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, () => to);
}

/** Line and column of a piece of text, from 1; the last `@` marks the place within the piece. */
function placeOf(text: string, piece: string): { line: number; column: number } {
  const [before = '', after = ''] = piece.split('@');
  const offset = text.indexOf(before + after) + before.length;
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** A way around needs a second action, which one replacement in the draft state gives. */
function textOf({ what, from, to }: BrokenDefinition): string {
  if (what !== 'a way around the review') return changed(from, to);
  return changed(
    '      submit: {',
    '      skip: { zh: 直接发布, en: skip, to: posting, by: [drafter], effects: [] }\n      submit: {',
  );
}

describe('rules check', () => {
  it('finds nothing wrong with the smallest sound definition', () => {
    expect(faultsOf(sound)).toEqual([]);
  });

  it.each([...brokenNames, ...brokenFlows, ...brokenReviews])(
    '$code: refuses $what, and says where',
    (one) => {
      const text = textOf(one);
      const faults = faultsOf(text).map(({ code, file, line, column }) => ({ code, file, line, column }));
      expect(faults).toContainEqual({ code: one.code, file: 'tiny-notice/1.yaml', ...placeOf(text, one.at) });
    },
  );

  it('versions-overlap: refuses two versions in force on one day, and names the later file', () => {
    faultsOf(sound);
    writeFileSync(join(folder, 'tiny-notice', '2.yaml'), changed('version: 1\n', 'version: 2\n'));
    expect(loadDefinitions(folder).faults).toEqual([
      expect.objectContaining({ code: 'versions-overlap', file: 'tiny-notice/2.yaml', line: 1, column: 1 }),
    ]);
  });

  it('versions-overlap: refuses a day between two versions on which no rule is in force', () => {
    faultsOf(changed('effectiveUntil: null', "effectiveUntil: '2024-01-01'"));
    writeFileSync(
      join(folder, 'tiny-notice', '2.yaml'),
      changed(
        "effectiveFrom: '2019-05-15'",
        "effectiveFrom: '2024-01-02'",
        changed('version: 1\n', 'version: 2\n'),
      ),
    );
    expect(loadDefinitions(folder).faults.map(({ code }) => code)).toEqual(['versions-overlap']);
  });

  it('wrong-file: refuses a definition in the file of another version', () => {
    expect(faultsOf(sound, 'tiny-notice/3.yaml')).toEqual([
      expect.objectContaining({ code: 'wrong-file', file: 'tiny-notice/3.yaml', line: 1, column: 1 }),
    ]);
  });

  it('tells every fault of every file at once', () => {
    const text = changed('lead: office', 'lead: cellar', changed('effects: [publish]', 'effects: [shout]'));
    expect(faultsOf(text).map(({ code }) => code)).toEqual(['unknown-section', 'unknown-effect']);
  });

  it('tells a person the shortest path on which something unreviewed would be public', () => {
    const text = changed(
      '      submit: {',
      '      skip: { zh: 直接发布, en: skip, to: posting, by: [drafter], effects: [] }\n      submit: {',
    );
    expect(
      faultsOf(text)
        .map(({ message }) => message)
        .join(),
    ).toContain('draft —skip→ posting —posted→ done');
  });
});
