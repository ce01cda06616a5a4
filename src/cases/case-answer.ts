import type { Actor, CaseFile, World } from '../engine/case-file.js';
import type { Definition, Vocabulary } from '../engine/definition.js';
import { offers, type Offer } from '../engine/offers.js';
import { statusOf } from '../engine/record-facts.js';
import type { ClockStatus } from '../engine/clock.js';

export interface ClockView {
  name: string;
  zh: string;
  en: string;
  law: string;
  state: ClockStatus['state'];
  dueOn: string | null;
  dueAt: string | null;
  provisional: boolean;
  stoppedOn: string | null;
  workingDaysLate: number | null;
  workingDaysLeft: number | null;
  breaches: { dueOn: string; recordedAt: string }[];
  ignored: unknown[];
}
export interface CaseAnswer {
  id: string;
  number: string;
  type: string;
  version: number;
  state: string;
  stateTitle: { zh: string; en: string };
  revision: number;
  offers: Offer[];
  clocks: ClockView[];
}

/** What a command answers: where the case stands now, what this person may do next, and every clock. */
export function answerOf(
  definition: Definition,
  vocabulary: Vocabulary,
  file: CaseFile,
  actor: Actor,
  world: World,
): Omit<CaseAnswer, 'id' | 'number'> {
  return {
    type: file.type,
    version: file.version,
    ...stepOf(definition, file.state),
    revision: file.revision,
    offers: offers(definition, vocabulary, file, actor, world),
    clocks: clockViews(definition, file, world),
  };
}

export function stepOf(definition: Definition, name: string): Pick<CaseAnswer, 'state' | 'stateTitle'> {
  const state = definition.states[name];
  return { state: name, stateTitle: { zh: state?.zh ?? name, en: state?.en ?? name } };
}

export function clockViews(definition: Definition, file: CaseFile, world: World): ClockView[] {
  return Object.entries(definition.clocks)
    .filter(([name]) => (file.clocks[name]?.facts.length ?? 0) > 0)
    .map(([name, clock]) => {
      const ledger = file.clocks[name];
      const status = statusOf(clock, ledger, file, world);
      const part = status as Partial<{
        dueOn: string;
        dueAt: string;
        provisional: boolean;
        stoppedOn: string;
        workingDaysLate: number;
        workingDaysLeft: number;
        ignored: unknown[];
      }>;
      return {
        name,
        zh: clock.zh,
        en: clock.en,
        law: clock.law,
        state: status.state,
        dueOn: part.dueOn ?? null,
        dueAt: part.dueAt ?? null,
        provisional: part.provisional ?? false,
        stoppedOn: part.stoppedOn ?? null,
        workingDaysLate: part.workingDaysLate ?? null,
        workingDaysLeft: part.workingDaysLeft ?? null,
        breaches: (ledger?.breaches ?? []).map(({ dueOn, recordedAt }) => ({ dueOn, recordedAt })),
        ignored: part.ignored ?? [],
      };
    });
}
