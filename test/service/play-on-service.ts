import { randomUUID } from 'node:crypto';
import type { CaseCommand } from '../../src/cases/act-on-case.js';
import type { CaseAnswer } from '../../src/cases/case-answer.js';
import { readOne, type StoredCase } from '../../src/cases/case-store.js';
import { CommandRefused } from '../../src/cases/refused.js';
import { asTx } from '../../src/platform/transactions.js';
import { answerOf } from '../../src/cases/case-answer.js';
import { isScenarioFile, type Outcome, type Scenario, type ScenarioStep } from '../scenario-file.js';
import { actorCalled, type RunningService } from './running-service.js';

type Opening = NonNullable<ScenarioStep['open']>;

/** Plays a scenario through the one door of the real service, with PostgreSQL's own alarms. */
export class ServicePlay {
  private caseId: string | null = null;

  constructor(
    private readonly scenario: Scenario,
    private readonly service: RunningService,
  ) {}

  async play(step: ScenarioStep): Promise<Outcome> {
    const at = step.open?.at ?? step.act?.at ?? step.extend?.at ?? step.until ?? '';
    const seqBefore = this.caseId === null ? 0 : (await this.stored()).seq;
    await this.advance(new Date(at).toISOString());
    const fired = await this.firedSince(seqBefore);
    const refused = await this.refusalsOf(step);
    return this.outcome(step.act?.by ?? step.open?.by ?? step.extend?.by ?? 'system', fired, refused);
  }

  /** To each due instant in turn, as time would go. */
  private async advance(to: string): Promise<void> {
    for (;;) {
      const { rows } = await this.service.pool.query<{ next: Date | null }>(
        `select min(fire_at) as next from timer where case_id = $1 and state = 'armed' and fire_at <= $2`,
        [this.caseId, to],
      );
      const next = rows[0]?.next;
      if (!next) break;
      await this.service.moveTo(next.toISOString());
      await this.service.services.drainDueTimers.run('sweep');
    }
    await this.service.moveTo(to);
  }

  private async firedSince(seq: number): Promise<string[]> {
    const { rows } = await this.service.pool.query<{ alarm: string }>(
      `select clock || '/' || rung as alarm from timer where case_id = $1 and state = 'fired' and fired_seq > $2 order by fire_at, id`,
      [this.caseId, seq],
    );
    return rows.map(({ alarm }) => alarm);
  }

  private async refusalsOf(step: ScenarioStep): Promise<string[]> {
    try {
      if (step.open) await this.open(step.open);
      if (step.act) await this.act(step.act);
      if (step.extend) await this.extend(step.extend);
      return [];
    } catch (error) {
      if (error instanceof CommandRefused) return error.reasons.map(({ code }) => code);
      throw error;
    }
  }

  /** A file belongs to a case, so the case is opened without it and then edited, as the screen does it. */
  private async open({ by, fields, occurredAt }: Opening): Promise<void> {
    const actor = actorCalled(by);
    const section = actor.roles.find(({ section: own }) => own)?.section ?? null;
    const words = Object.fromEntries(Object.entries(fields).filter(([, value]) => !isScenarioFile(value)));
    const command = { kind: 'open' as const, owner: actor.id, section, data: words, ...moment(occurredAt) };
    this.caseId = (
      await this.service.services.actOnCase.open(this.scenario.workflow, command, actor, randomUUID())
    ).id;
    const files = Object.fromEntries(Object.entries(fields).filter(([, value]) => isScenarioFile(value)));
    if (Object.keys(files).length > 0) await this.edit(files, by);
  }

  private async edit(files: Record<string, unknown>, by: string): Promise<void> {
    const { file } = await this.stored();
    const state = this.service.services.definitions.get(file.type, file.version).states[file.state];
    const editing = Object.entries(state?.on ?? {}).find(
      ([, { to, sets }]) => to === file.state && Object.keys(files).every((name) => sets.includes(name)),
    );
    if (!editing)
      throw new Error(
        `${this.scenario.workflow}: nothing in ${file.state} takes ${Object.keys(files).join(', ')}`,
      );
    await this.run({ kind: 'act', action: editing[0], data: await this.withFiles(files, by) }, by);
  }

  private async act({ by, action, data, occurredAt }: NonNullable<ScenarioStep['act']>): Promise<void> {
    await this.run({ kind: 'act', action, data: await this.withFiles(data, by), ...moment(occurredAt) }, by);
  }

  private async extend({ by, clock, data, ...amounts }: NonNullable<ScenarioStep['extend']>): Promise<void> {
    const amount = amounts.workingDays ?? amounts.calendarDays ?? amounts.hours ?? 0;
    await this.run({ kind: 'adjust', adjustment: 'extend', clock, amount, data }, by);
  }

  private run(command: CaseCommand, by: string): Promise<CaseAnswer> {
    return this.service.services.actOnCase.run(this.mustCase(), command, actorCalled(by), randomUUID());
  }

  private async withFiles(data: Record<string, unknown>, by: string): Promise<Record<string, unknown>> {
    const keep = async (field: string, value: unknown): Promise<unknown> => {
      if (Array.isArray(value)) return Promise.all(value.map((item) => keep(field, item)));
      if (!isScenarioFile(value)) return value;
      return this.service.keep(this.mustCase(), {
        field,
        name: value.file,
        text: value.text,
        by: by === 'system' ? 'publisher' : by,
      });
    };
    const entries: [string, unknown][] = [];
    for (const [field, value] of Object.entries(data)) entries.push([field, await keep(field, value)]);
    return Object.fromEntries(entries);
  }

  private async outcome(by: string, fired: string[], refused: string[]): Promise<Outcome> {
    const { definitions, worlds } = this.service.services;
    const found = await readOne(asTx(this.service.pool), this.mustCase());
    if (!found) throw new Error('the case is gone');
    const { file } = found.stored;
    const answer = answerOf(
      definitions.get(file.type, file.version),
      definitions.vocabulary,
      file,
      actorCalled(by),
      worlds.at(found.now),
    );
    const clocks = Object.fromEntries(
      answer.clocks.map((view) => [view.name, { ...view, breached: view.breaches.length > 0 }]),
    );
    const offers = answer.offers.filter(({ allowed }) => allowed).map(({ action }) => action);
    return {
      state: file.state,
      version: file.version,
      refused,
      fired,
      exposed: Object.keys(file.exposed),
      offers,
      clocks,
    };
  }

  private async stored(): Promise<StoredCase> {
    const found = await readOne(asTx(this.service.pool), this.mustCase());
    if (!found) throw new Error('the case is gone');
    return found.stored;
  }

  private mustCase(): string {
    if (this.caseId === null) throw new Error('a scenario begins by opening a case');
    return this.caseId;
  }
}

function moment(occurredAt: string | undefined): { occurredAt?: string } {
  return occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt).toISOString() };
}
