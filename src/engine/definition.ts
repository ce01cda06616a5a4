import { z } from 'zod';
import { limitSchema, rungSchema } from './clock-rule.js';

/**
 * What a workflow file may say. The schema refuses every key it does not know, so a misspelt
 * `need` never turns into a missing gate. Keys are camelCase, values that name things kebab-case.
 */
const fieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a field or clock name is camelCase, for example documentNumber');
const thingName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name is kebab-case, for example confidentiality-review');
const title = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const oneOrMany = z.union([thingName.transform((name) => [name]), z.array(thingName)]);
/** Every named field must hold one of the listed values, or be filled in at all, or be empty. */
const condition = z.record(
  fieldName,
  z.union([z.array(z.union([z.string(), z.boolean()])).min(1), z.enum(['filled', 'empty'])]),
);
/** One condition, or several of which one must hold. */
const rule = z.union([condition, z.array(condition).min(1)]);

export const fieldKinds = [
  'text',
  'long-text',
  'date',
  'instant',
  'number',
  'boolean',
  'choice',
  'file',
  'files',
  'document-number',
  'url',
  'list',
  /** Articles of bases.yaml, by id. */
  'legal-basis',
] as const;

/** What an uploaded file is to the bureau. Recordings belong where a field asks for them, and nowhere else. */
export const fileKinds = [
  'document',
  'spreadsheet',
  'presentation',
  'image',
  'text',
  'audio',
  'video',
] as const;
export type FileKind = (typeof fileKinds)[number];
const usualFileKinds: readonly FileKind[] = ['document', 'spreadsheet', 'presentation', 'image', 'text'];

const fieldSchema = z
  .strictObject({
    kind: z.enum(fieldKinds),
    zh: z.string().min(1),
    en: z.string().min(1),
    /** The values of a choice with their titles. */
    of: z.record(thingName, title).optional(),
    /** Part of what becomes public: a clearance seals it, and a change voids the clearance. */
    sealed: z.boolean().default(false),
    /** No case is opened without it. */
    mandatory: z.boolean().default(false),
    max: z.number().positive().optional(),
    /** The kinds of files that the field takes; left out, everything but audio and video. */
    accept: z.array(z.enum(fileKinds)).min(1).optional(),
  })
  .refine(
    (field) => field.accept === undefined || field.kind === 'file' || field.kind === 'files',
    '`accept` lists the kinds of files that a file field takes, and belongs to no other field',
  )
  .refine(
    (field) => (field.kind === 'choice') === (field.of !== undefined),
    '`of` lists the values of a choice, and of nothing else',
  );

const assigneeSchema = z.union([
  z.string().regex(/^[a-z][a-z-]*(@[a-z][a-z-]*)?$/, 'an assignee is a role or role@section'),
  z.strictObject({ role: thingName, sections: thingName }),
]);

export const findingOutcomes = ['cleared', 'cleared-in-part', 'withheld', 'referred'] as const;

const actionSchema = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  to: thingName,
  /** Where it leads instead, by the first rule that holds: a further level of review, for example. */
  routes: z.array(z.strictObject({ when: rule, to: thingName })).default([]),
  /** Roles that may do it; `system` is the service itself, for what channels and receivers confirm. */
  by: z.array(thingName).min(1),
  /** Who is barred even with the role: separation of duties. */
  not: z.array(z.enum(['drafter'])).default([]),
  needs: z.array(fieldName).default([]),
  /** The fields that its data may change, and no others: the safety proof relies on it. */
  sets: z.array(fieldName).default([]),
  finding: z.enum(findingOutcomes).optional(),
  /** The list of checklists.yaml of which every item must be answered with the finding. */
  checklist: thingName.optional(),
  /** It reports something that happened outside, perhaps earlier: it carries its own date and evidence. */
  outward: z.boolean().default(false),
  when: condition.optional(),
  /** The only way out of a final state: what was closed is taken up again. */
  reopens: z.boolean().default(false),
  /** Refused before the instant in this field: publishing early is a fault as grave as late. */
  notBefore: fieldName.optional(),
  /** The field with the instant for which this schedules the case: it must lie ahead, and within a year. */
  schedules: fieldName.optional(),
  effects: z.array(thingName),
});

const stateSchema = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  /** The fields that everybody can read while the case is here. */
  public: z.array(fieldName).optional(),
  /** What the public reads stays exactly what it was when the case came here, whatever is edited meanwhile. */
  keepsPublic: z.boolean().default(false),
  final: z.boolean().default(false),
  /** What is closed to the public here comes up for review again when this clock runs out (Regulations 2019 art. 18). */
  nextReview: fieldName.optional(),
  /** Clocks that may still run when the case has ended here. */
  runsOn: z.array(fieldName).default([]),
  signing: z
    .strictObject({
      mode: z.enum(['all', 'any', 'in-turn']),
      of: z.array(assigneeSchema).min(1),
      action: thingName,
    })
    .optional(),
  on: z.record(thingName, actionSchema),
});

const clockSchema = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  /** The article that sets the number, `<law id> <place>`. */
  law: z.string().min(1),
  limit: limitSchema,
  startsOn: oneOrMany,
  startsWhen: rule.optional(),
  /** The field that holds the date or instant from which it runs, when that is not the action's own. */
  startsFrom: fieldName.optional(),
  stopsOn: oneOrMany,
  pausesOn: oneOrMany.default([]),
  resumesOn: oneOrMany.default([]),
  restartsOn: oneOrMany.default([]),
  voidsOn: oneOrMany.default([]),
  extends: z
    .strictObject({
      workingDays: z.number().int().positive().optional(),
      calendarDays: z.number().int().positive().optional(),
      hours: z.number().int().positive().optional(),
      times: z.number().int().positive(),
      by: z.array(thingName).min(1),
      needs: z.array(z.enum(['approval', 'notice'])).default([]),
      law: z.string().min(1),
    })
    .optional(),
  remind: z.array(rungSchema),
  escalate: z.array(rungSchema),
  /** What the law itself makes of silence, for example deemed consent; its own verb, never an approval. */
  atBreach: thingName.optional(),
});

export const definitionSchema = z.strictObject({
  workflow: thingName,
  version: z.number().int().positive(),
  title,
  summary: title,
  law: z.array(z.string().min(1)).min(1),
  /** The trigger date chooses the version: [effectiveFrom, effectiveUntil). */
  effectiveFrom: z.iso.date(),
  effectiveUntil: z.iso.date().nullable(),
  /** Number of the task in the founding notice, or null for duties that the law adds. */
  task: z.number().int().positive().nullable(),
  lead: thingName.nullable(),
  responsible: z.array(thingName),
  openedBy: z.array(thingName).min(1),
  /** Where its contents are posted, by channels.yaml; without it on the portal alone. All required ones must confirm. */
  channels: z
    .strictObject({
      required: z.array(thingName).min(1),
      optional: z.array(thingName),
      /** The list in which a case names its optional channels; without it those that the bureau has switched on are used. */
      chosenIn: fieldName.optional(),
    })
    .optional(),
  form: z.record(fieldName, fieldSchema),
  startsIn: thingName,
  states: z.record(thingName, stateSchema),
  clocks: z.record(fieldName, clockSchema),
});

export type Definition = z.infer<typeof definitionSchema>;
export type State = z.infer<typeof stateSchema>;
export type Action = z.infer<typeof actionSchema>;
export type ClockDefinition = z.infer<typeof clockSchema>;
export type FormField = z.infer<typeof fieldSchema>;
export type Condition = z.infer<typeof condition>;
export type Rule = z.infer<typeof rule>;
export type FindingOutcome = (typeof findingOutcomes)[number];

/** The kinds of files that a field takes; none for a field that takes no file. */
export function acceptedKinds(field: FormField): readonly FileKind[] {
  if (field.kind !== 'file' && field.kind !== 'files') return [];
  return field.accept ?? usualFileKinds;
}

/** What an action may ask for beside form fields; these go into the record of the action, not into the case. */
export const inputNames = [
  'reason',
  'basis',
  'opinion',
  'evidence',
  'receipt',
  'note',
  'approval',
  'notice',
  'clearedFields',
  'checklist',
] as const;
export type InputName = (typeof inputNames)[number];

export function isInput(name: string): name is InputName {
  return (inputNames as readonly string[]).includes(name);
}

/** The names that definitions may use; loaded from the files beside them. */
export interface Vocabulary {
  roles: Record<string, { zh: string; en: string; scope: 'section' | 'bureau' | 'system' }>;
  sections: Record<string, { zh: string; en: string }>;
  sectionSets: Record<string, { zh: string; en: string }>;
  laws: Record<string, { zh: string; en: string }>;
  effects: Record<string, { zh: string; en: string }>;
  /** Articles on which something may be kept from the public, each with the days on which its law binds. */
  bases: Record<string, LegalBasis>;
  checklists: Record<string, Checklist>;
}

export interface LegalBasis {
  zh: string;
  en: string;
  law: string;
  inForceFrom: string;
  inForceUntil?: string;
}
/** What a reviewer answers item by item; each item says what would be of concern. */
export interface Checklist {
  zh: string;
  en: string;
  items: Record<string, { zh: string; en: string; law: string }>;
}
