import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { decideAdjustment } from '../src/engine/adjust-clock.js';
import type { Actor, CaseFile, World } from '../src/engine/case-file.js';
import { systemActor } from '../src/engine/case-file.js';
import { decide, decideOpening } from '../src/engine/decide.js';
import type { Decision } from '../src/engine/commands.js';
import type { Definition } from '../src/engine/definition.js';
import { fire } from '../src/engine/fire.js';
import { offers } from '../src/engine/offers.js';
import type { AlarmWanted } from '../src/engine/record-facts.js';
import type { Refusal } from '../src/engine/reasons.js';
import { clockViews } from '../src/cases/case-answer.js';
import { readCalendar } from '../src/calendars/calendars.js';
import { Definitions } from '../src/definitions/definitions.js';
import { loadDefinitions } from '../src/definitions/load-definitions.js';
import { businessTime } from '../src/platform/time.js';
import { cast, isScenarioFile, type Outcome, type Scenario, type ScenarioStep } from './scenario-file.js';

const workflows = join(process.cwd(), 'workflows');
const definitions = new Definitions(loadDefinitions(workflows));
const { calendar } = readCalendar(join(workflows, 'calendars', 'cn.json'));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Plays a scenario on the engine alone: a file, a list of alarms, and nothing else. */
export class EnginePlay {
  private file: CaseFile | null = null;
  private alarms: AlarmWanted[] = [];
  private now = '';
  private fired: string[] = [];
  private refused: string[] = [];

  constructor(private readonly scenario: Scenario) {}

  play(step: ScenarioStep): Outcome {
    const at = step.open?.at ?? step.act?.at ?? step.extend?.at ?? step.until ?? '';
    this.fired = [];
    this.refused = [];
    this.advance(new Date(at).toISOString());
    if (step.open) this.take(this.open(step.open));
    if (step.act) this.take(this.act(step.act));
    if (step.extend) this.take(this.extend(step.extend));
    return this.outcome(step.act?.by ?? step.open?.by ?? step.extend?.by ?? 'system');
  }

  private advance(to: string): void {
    for (;;) {
      const [next] = this.alarms
        .filter(({ fireAt }) => fireAt <= to)
        .sort((left, right) => (left.fireAt < right.fireAt ? -1 : 1));
      if (!next) break;
      this.now = next.fireAt;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.fireOne(next);
    }
    this.now = to;
  }

  private fireOne(alarm: AlarmWanted): void {
    const { file } = this;
    if (!file) return;
    const ledger = file.clocks[alarm.clock] ?? { facts: [], breaches: [] };
    const { breach, followUp } = fire(this.definition(), ledger, alarm, file.fields, this.world());
    this.fired.push(`${alarm.clock}/${alarm.rung}`);
    if (breach)
      this.file = {
        ...file,
        clocks: { ...file.clocks, [alarm.clock]: { ...ledger, breaches: [...ledger.breaches, breach] } },
      };
    if (followUp === null || !this.file) return;
    const decision = decide(
      this.definition(),
      definitions.vocabulary,
      this.file,
      { kind: 'act', ...followUp, data: {} },
      systemActor,
      this.world(),
    );
    if (decision.kind === 'decided') this.take(decision);
  }

  private open({ by, fields, occurredAt }: NonNullable<ScenarioStep['open']>): Decision | Refusal {
    const on = businessTime(new Date(occurredAt ?? this.now)).today;
    const definition = definitions.pick(this.scenario.workflow, on);
    if (!definition) throw new Error(`no version of ${this.scenario.workflow} is in force on ${on}`);
    const actor = actorCalled(by);
    const section = actor.roles.find(({ section: own }) => own)?.section ?? null;
    const command = {
      kind: 'open' as const,
      owner: actor.id,
      section,
      data: withFiles(fields),
      ...moment(occurredAt),
    };
    return decideOpening(definition, definitions.vocabulary, command, actor, this.world());
  }

  private act({ by, action, data, occurredAt }: NonNullable<ScenarioStep['act']>): Decision | Refusal {
    const command = { kind: 'act' as const, action, data: withFiles(data), ...moment(occurredAt) };
    return decide(
      this.definition(),
      definitions.vocabulary,
      this.mustFile(),
      command,
      actorCalled(by),
      this.world(),
    );
  }

  private extend({ by, clock, data, ...amounts }: NonNullable<ScenarioStep['extend']>): Decision | Refusal {
    const command = {
      kind: 'adjust' as const,
      adjustment: 'extend' as const,
      clock,
      amount: amounts.workingDays ?? amounts.calendarDays ?? amounts.hours ?? 0,
      data,
    };
    return decideAdjustment(
      this.definition(),
      definitions.vocabulary,
      this.mustFile(),
      command,
      actorCalled(by),
      this.world(),
    );
  }

  private take(decision: Decision | Refusal): void {
    if (decision.kind === 'refused') {
      this.refused = decision.reasons.map(({ code }) => code);
      return;
    }
    this.file = decision.next;
    this.alarms = [...this.alarms.filter(({ clock }) => !decision.disarm.includes(clock)), ...decision.arm];
  }

  private outcome(by: string): Outcome {
    const file = this.mustFile();
    const clocks = Object.fromEntries(
      clockViews(this.definition(), file, this.world()).map((view) => [
        view.name,
        { ...view, breached: view.breaches.length > 0 },
      ]),
    );
    const offered = offers(
      this.definition(),
      definitions.vocabulary,
      file,
      actorCalled(by),
      this.world(),
    ).filter(({ allowed }) => allowed);
    return {
      state: file.state,
      version: file.version,
      refused: this.refused,
      fired: this.fired,
      exposed: Object.keys(file.exposed),
      offers: offered.map(({ action }) => action),
      clocks,
    };
  }

  private definition(): Definition {
    const file = this.mustFile();
    return definitions.get(file.type, file.version);
  }

  private mustFile(): CaseFile {
    if (!this.file) throw new Error('a scenario begins by opening a case');
    return this.file;
  }

  private world(): World {
    return { ...businessTime(new Date(this.now)), calendar, digest: sha256, dutyStart: '08:30', directory };
  }
}

const directory = {
  sections: Object.entries(definitions.vocabulary.sections).map(([id, { zh }]) => ({
    id,
    zh,
    shortNames: [],
    isBusiness: true,
  })),
  people: Object.entries(cast).map(([id, roles]) => ({ id, roles })),
};

function actorCalled(name: string): Actor {
  return name === 'system' ? systemActor : { kind: 'person', id: name, roles: cast[name] ?? [] };
}

function moment(occurredAt: string | undefined): { occurredAt?: string } {
  return occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt).toISOString() };
}

function withFiles(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(asFile) : asFile(value),
    ]),
  );
}

function asFile(value: unknown): unknown {
  if (!isScenarioFile(value)) return value;
  return {
    file: value.file,
    sha256: sha256(value.text),
    name: value.file,
    mediaType: 'text/plain',
    sizeBytes: value.text.length,
  };
}
