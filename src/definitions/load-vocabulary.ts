import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Vocabulary } from '../engine/definition.js';
import { readYaml, type FileFault } from './read-yaml.js';

const title = { zh: z.string().min(1), en: z.string().min(1) };
const rolesSchema = z.record(
  z.string(),
  z.strictObject({ ...title, scope: z.enum(['section', 'bureau', 'system']) }),
);
export const sectionSchema = z.strictObject({
  ...title,
  shortNames: z.array(z.string()),
  isBusiness: z.boolean(),
});
const sectionsSchema = z.strictObject({
  sections: z.record(z.string(), sectionSchema),
  sectionSets: z.record(z.string(), z.strictObject(title)),
});
const lawsSchema = z.record(
  z.string(),
  z.strictObject({
    ...title,
    number: z.string(),
    inForceFrom: z.iso.date(),
    inForceUntil: z.iso.date().optional(),
  }),
);
const effectsSchema = z.record(z.string(), z.strictObject(title));
const cited = z.strictObject({ ...title, law: z.string().min(1) });
const basesSchema = z.record(z.string(), cited);
const checklistsSchema = z.record(
  z.string(),
  z.strictObject({ ...title, items: z.record(z.string(), cited) }),
);

export interface FullVocabulary extends Vocabulary {
  sections: Record<string, z.infer<typeof sectionSchema>>;
}

/** The names beside the definitions: roles.yaml, sections.yaml, laws.yaml, effects.yaml, bases.yaml and checklists.yaml. */
export function readVocabulary(directory: string): { vocabulary: FullVocabulary; faults: FileFault[] } {
  const faults: FileFault[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>, empty: T): T => {
    const file = join(directory, name);
    if (!existsSync(file)) {
      faults.push({
        file: name,
        line: 1,
        column: 1,
        code: 'missing-file',
        message: `${name} is missing beside the definitions`,
      });
      return empty;
    }
    const yaml = readYaml(name, readFileSync(file, 'utf8'));
    faults.push(...yaml.faults);
    if (yaml.faults.length > 0) return empty;
    const parsed = schema.safeParse(yaml.value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
      faults.push({
        ...yaml.placeOf(path),
        code: 'bad-value',
        message: `${path.join('.')}: ${issue.message}`,
      });
    }
    return empty;
  };
  const { sections, sectionSets } = read('sections.yaml', sectionsSchema, { sections: {}, sectionSets: {} });
  const laws = read('laws.yaml', lawsSchema, {});
  const bases = read('bases.yaml', basesSchema, {});
  const checklists = read('checklists.yaml', checklistsSchema, {});
  const uncited = (name: string, items: Record<string, { law: string }>) =>
    Object.entries(items)
      .filter(([, { law }]) => !Object.hasOwn(laws, lawOf(law)))
      .forEach(([item, { law }]) =>
        faults.push({
          file: name,
          line: 1,
          column: 1,
          code: 'unknown-law',
          message: `${item}: there is no law "${lawOf(law)}"; add it to laws.yaml or correct it`,
        }),
      );
  uncited('bases.yaml', bases);
  Object.values(checklists).forEach(({ items }) => uncited('checklists.yaml', items));
  const vocabulary = {
    roles: read('roles.yaml', rolesSchema, {}),
    sections,
    sectionSets,
    laws,
    effects: read('effects.yaml', effectsSchema, {}),
    bases: inForce(bases, laws),
    checklists,
  };
  return { vocabulary, faults };
}

function lawOf(place: string): string {
  return place.split(' ')[0] ?? '';
}

/** An article binds as long as its law does. */
function inForce(bases: z.infer<typeof basesSchema>, laws: z.infer<typeof lawsSchema>): Vocabulary['bases'] {
  return Object.fromEntries(
    Object.entries(bases).flatMap(([id, basis]) => {
      const law = laws[lawOf(basis.law)];
      if (!law) return []; // told as a fault
      const until = law.inForceUntil === undefined ? {} : { inForceUntil: law.inForceUntil };
      return [[id, { ...basis, inForceFrom: law.inForceFrom, ...until }]];
    }),
  );
}
