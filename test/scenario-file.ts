import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { allNo, allNoBut } from './checklist.js';

/** What a scenario file may say: given, when, then. It is played by the engine alone and by the real service. */
const expectation = z.strictObject({
  state: z.string().optional(),
  version: z.number().optional(),
  refused: z.array(z.string()).optional(),
  fired: z.array(z.string()).optional(),
  exposed: z.array(z.string()).optional(),
  offers: z.array(z.string()).optional(),
  clocks: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const when = { at: z.string(), by: z.string() };
const step = z.strictObject({
  open: z
    .strictObject({
      ...when,
      fields: z.record(z.string(), z.unknown()).default({}),
      occurredAt: z.string().optional(),
    })
    .optional(),
  act: z
    .strictObject({
      ...when,
      action: z.string(),
      data: z.record(z.string(), z.unknown()).default({}),
      occurredAt: z.string().optional(),
    })
    .optional(),
  extend: z
    .strictObject({
      ...when,
      clock: z.string(),
      workingDays: z.number().optional(),
      calendarDays: z.number().optional(),
      hours: z.number().optional(),
      data: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
  until: z.string().optional(),
  expect: expectation.default({}),
});
const scenario = z.strictObject({
  scenario: z.string(),
  workflow: z.string(),
  basis: z.string(),
  steps: z.array(step).min(1),
});

export type Scenario = z.infer<typeof scenario>;
export type ScenarioStep = Scenario['steps'][number];
export type Expectation = z.infer<typeof expectation>;

export function readScenarios(): { file: string; scenario: Scenario }[] {
  const folder = join(process.cwd(), 'test', 'scenarios');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, scenario: scenario.parse(parse(readFileSync(join(folder, file), 'utf8'))) }))
    .map(({ file, scenario: told }) => ({ file, scenario: { ...told, steps: told.steps.map(answered) } }));
}

/** `checklist: all-no` stands for every item of the confidentiality checklist, and `yes: <item>` for one concern among them. */
function answered(told: ScenarioStep): ScenarioStep {
  const given = told.act?.data['checklist'];
  if (!told.act || given === undefined) return told;
  const checklist = given === 'all-no' ? allNo : allNoBut((given as { yes: string }).yes);
  return { ...told, act: { ...told.act, data: { ...told.act.data, checklist } } };
}

/** What a step left behind, as far as a scenario may ask. */
export interface Outcome {
  state: string;
  version: number;
  refused: string[];
  fired: string[];
  exposed: string[];
  offers: string[];
  clocks: Record<string, Record<string, unknown>>;
}

/** The part of an outcome that the scenario names: what it does not name may be anything. */
export function namedPart(outcome: Outcome, { clocks, ...expected }: Expectation): unknown {
  const part: Record<string, unknown> = {};
  for (const key of Object.keys(expected) as (keyof typeof expected)[]) part[key] = outcome[key];
  if (!clocks) return part;
  part['clocks'] = Object.fromEntries(
    Object.entries(clocks).map(([name, wanted]) => [
      name,
      Object.fromEntries(Object.keys(wanted).map((key) => [key, told(outcome.clocks[name], key)])),
    ]),
  );
  return part;
}

/** The people of the scenarios: each carries the name of the role that is played. */
export const cast: Record<string, { role: string; section?: string }[]> = {
  drafter: [{ role: 'drafter', section: 'office' }],
  'drafter-2': [{ role: 'drafter', section: 'office' }],
  'section-head': [{ role: 'section-head', section: 'office' }],
  reviewer: [{ role: 'reviewer' }],
  leader: [{ role: 'leader' }],
  'office-lead': [{ role: 'office-lead' }],
  director: [{ role: 'director' }],
  archivist: [{ role: 'archivist' }],
  publisher: [{ role: 'publisher' }],
  'intake-officer': [{ role: 'intake-officer' }],
  'case-officer': [{ role: 'case-officer' }],
};

export function isScenarioFile(value: unknown): value is { file: string; text: string } {
  return typeof value === 'object' && value !== null && 'file' in value && 'text' in value;
}

/** A clock without facts has not started; instants are compared as instants. */
function told(clock: Record<string, unknown> | undefined, key: string): unknown {
  if (clock === undefined) return key === 'state' ? 'not-started' : undefined;
  return key === 'dueAt' ? inBureauTime(clock[key]) : clock[key];
}

function inBureauTime(instant: unknown): unknown {
  if (typeof instant !== 'string') return instant;
  return `${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
