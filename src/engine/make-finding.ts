import type { CaseFile, ChecklistAnswers, Finding } from './case-file.js';
import type { Definition, FindingOutcome, Vocabulary } from './definition.js';
import type { Instant } from './days.js';
import { isCleared, isLeftOut, sealedNames, sealsOf } from './seals.js';

interface Finder {
  definition: Definition;
  vocabulary: Vocabulary;
  file: CaseFile;
  by: string;
  at: Instant;
  digest: (text: string) => string;
  data: Record<string, unknown>;
}

/**
 * What somebody found, and of which bytes. A clearance covers what is not cleared yet; what an older finding cleared stays
 * under that one's signature, and what a partial clearance left out stays out until it is named.
 */
export function makeFinding(outcome: FindingOutcome, finder: Finder): Finding {
  const { data, by, at } = finder;
  const basis = text(data['basis']) ?? articlesIn(finder);
  const why = text(data['reason']) ?? text(data['opinion']);
  return {
    outcome,
    by,
    at,
    ...sealsFound(outcome, finder),
    ...(basis === undefined ? {} : { basis }),
    ...(why === undefined ? {} : { reason: why }),
    ...(data['checklist'] === undefined ? {} : { checklist: data['checklist'] as ChecklistAnswers }),
  };
}

function sealsFound(
  outcome: FindingOutcome,
  { definition, file, digest, data }: Finder,
): Pick<Finding, 'seals' | 'leftOut'> {
  const all = sealsOf(sealedNames(definition), file.fields, digest);
  const part = (isIn: (field: string, seal: string) => boolean) =>
    Object.fromEntries(Object.entries(all).filter(([field, seal]) => isIn(field, seal)));
  switch (outcome) {
    case 'withheld':
    case 'referred':
      return { seals: all };
    case 'cleared':
      return {
        seals: part((field, seal) => !isCleared(file, field, seal) && !isLeftOut(file, field, seal)),
      };
    case 'cleared-in-part': {
      const named = data['clearedFields'] as string[];
      return {
        seals: part((field) => named.includes(field)),
        leftOut: part((field) => !named.includes(field)),
      };
    }
  }
}

/** The articles that this very action names, in words. */
function articlesIn({ definition, vocabulary, data }: Finder): string | undefined {
  const ids = Object.entries(data)
    .filter(([name]) => definition.form[name]?.kind === 'legal-basis')
    .flatMap(([, value]) => value as string[]);
  return ids.length === 0 ? undefined : ids.map((id) => vocabulary.bases[id]?.zh ?? id).join('；');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
