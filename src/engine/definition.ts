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
/** Every named field must hold one of the listed values. */
const condition = z.record(fieldName, z.array(z.union([z.string(), z.boolean()])).min(1));

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
] as const;

const fieldSchema = z
  .strictObject({
    kind: z.enum(fieldKinds),
    zh: z.string().min(1),
    en: z.string().min(1),
    /** The values of a choice with their titles. */
    of: z.record(thingName, title).optional(),
    /** Part of what becomes public: a clearance seals it, and a change voids the clearance. */
    sealed: z.boolean().default(false),
    max: z.number().positive().optional(),
  })
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
  /** Roles that may do it; `system` is the service itself, for what channels and receivers confirm. */
  by: z.array(thingName).min(1),
  /** Who is barred even with the role: separation of duties. */
  not: z.array(z.enum(['drafter'])).default([]),
  needs: z.array(fieldName).default([]),
  /** The fields that its data may change, and no others: the safety proof relies on it. */
  sets: z.array(fieldName).default([]),
  finding: z.enum(findingOutcomes).optional(),
  /** It reports something that happened outside, perhaps earlier: it carries its own date and evidence. */
  outward: z.boolean().default(false),
  when: condition.optional(),
  /** Refused before the instant in this field: publishing early is a fault as grave as late. */
  notBefore: fieldName.optional(),
  effects: z.array(thingName),
});

const stateSchema = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  /** The fields that everybody can read while the case is here. */
  public: z.array(fieldName).optional(),
  final: z.boolean().default(false),
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
  startsWhen: condition.optional(),
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
export type FindingOutcome = (typeof findingOutcomes)[number];

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
}
