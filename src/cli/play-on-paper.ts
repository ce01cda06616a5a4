import type { Directory } from '../engine/approval.js';
import type { WorkingCalendar } from '../engine/calendar.js';
import { systemActor, type Actor, type CaseFile, type World } from '../engine/case-file.js';
import { decide, decideOpening } from '../engine/decide.js';
import type { Decision } from '../engine/commands.js';
import type { Definition, Vocabulary } from '../engine/definition.js';
import { fire } from '../engine/fire.js';
import type { AlarmWanted } from '../engine/record-facts.js';
import type { Reason, Refusal } from '../engine/reasons.js';
import { sha256 } from '../platform/sha256.js';
import { businessTime } from '../platform/time.js';
import { clockViews, type ClockView } from '../cases/case-answer.js';

export interface PaperEvent {
  at: string;
  by: string;
  action: string;
  data: Record<string, unknown>;
}
export type PaperEntry =
  | {
      at: string;
      kind: 'opened' | 'acted' | 'refused' | 'followed';
      action: string;
      by: string;
      state: string;
      reasons: Reason[];
    }
  | {
      at: string;
      kind: 'clock';
      clock: string;
      standing: ClockView['state'];
      dueOn: string | null;
      provisional: boolean;
      workingDaysLate: number | null;
    }
  | {
      at: string;
      kind: 'reminded' | 'breached' | 'escalated';
      clock: string;
      rung: string;
      dueOn: string;
      to: string[];
      copy: string[];
    };

/** Rules may start a clock anew at each breach; a paper case ends after as many alarms as a real one sees in years. */
const mostAlarms = 1_000;

/** A case that lives on paper alone: the engine, the shipped calendar, a list of alarms, and nothing else. */
export class PaperCase {
  readonly timeline: PaperEntry[] = [];
  private file: CaseFile | null = null;
  private alarms: AlarmWanted[] = [];
  private standing = new Map<string, string>();
  private rung = 0;

  constructor(
    private readonly definition: Definition,
    private readonly vocabulary: Vocabulary,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** Opens the case, plays the events in the order of their instants, then lets every clock ring. @returns whether it ended by itself */
  play(opening: PaperEvent, events: readonly PaperEvent[]): boolean {
    this.open(opening);
    if (this.file === null) return true;
    for (const event of [...events].sort((left, right) => Date.parse(left.at) - Date.parse(right.at))) {
      this.ringUntil(event.at);
      this.act(event, actorCalled(event.by, this.section()), 'acted');
    }
    this.ringUntil(null);
    return this.alarms.length === 0;
  }

  private open({ at, by, data }: PaperEvent): void {
    const actor = actorCalled(by, this.section());
    const command = { kind: 'open' as const, owner: actor.id, section: this.section(), data };
    const decision = decideOpening(this.definition, this.vocabulary, command, actor, this.world(at));
    this.take(decision, { at, by, action: 'open' }, 'opened');
  }

  private act(
    { at, by, action, data }: PaperEvent,
    actor: Actor,
    kind: 'acted' | 'followed',
    occurredAt?: string,
  ): void {
    if (!this.file) return;
    const command = {
      kind: 'act' as const,
      action,
      data,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    };
    this.take(
      decide(this.definition, this.vocabulary, this.file, command, actor, this.world(at)),
      { at, by, action },
      kind,
    );
  }

  private take(
    decision: Decision | Refusal,
    event: { at: string; by: string; action: string },
    kind: 'opened' | 'acted' | 'followed',
  ): void {
    if (decision.kind === 'refused') {
      if (kind !== 'followed')
        this.timeline.push({
          ...event,
          kind: 'refused',
          state: this.file?.state ?? '',
          reasons: decision.reasons,
        });
      return; // silence has no outcome in a step that does not know it, as in the service
    }
    this.file = decision.next;
    this.alarms = [...this.alarms.filter(({ clock }) => !decision.disarm.includes(clock)), ...decision.arm];
    this.timeline.push({ ...event, kind, state: decision.next.state, reasons: [] });
    this.tellClocks(event.at);
  }

  /** Only what changed is told. */
  private tellClocks(at: string): void {
    if (!this.file) return;
    for (const { name, state, dueOn, provisional, workingDaysLate } of clockViews(
      this.definition,
      this.file,
      this.world(at),
    )) {
      const standing = JSON.stringify([state, dueOn]);
      if (this.standing.get(name) === standing) continue;
      this.standing.set(name, standing);
      this.timeline.push({
        at,
        kind: 'clock',
        clock: name,
        standing: state,
        dueOn,
        provisional,
        workingDaysLate,
      });
    }
  }

  private ringUntil(until: string | null): void {
    while (this.rung < mostAlarms) {
      const [next] = [...this.alarms].sort(
        (left, right) => Date.parse(left.fireAt) - Date.parse(right.fireAt),
      );
      if (!next || (until !== null && Date.parse(next.fireAt) > Date.parse(until))) return;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.rung += 1;
      this.ring(next);
    }
  }

  private ring(alarm: AlarmWanted): void {
    const { file } = this;
    if (!file) return;
    const ledger = file.clocks[alarm.clock] ?? { facts: [], breaches: [] };
    const { breach, effects, followUp } = fire(
      this.definition,
      ledger,
      alarm,
      file.fields,
      this.world(alarm.fireAt),
    );
    for (const { payload } of effects)
      this.timeline.push({ at: alarm.fireAt, kind: kindOf(alarm.rung), ...alarm, ...tellPayload(payload) });
    if (breach)
      this.file = {
        ...file,
        clocks: { ...file.clocks, [alarm.clock]: { ...ledger, breaches: [...ledger.breaches, breach] } },
      };
    if (followUp)
      this.act(
        { at: alarm.fireAt, by: 'system', action: followUp.action, data: {} },
        systemActor,
        'followed',
        followUp.occurredAt,
      );
  }

  private section(): string {
    return this.definition.lead ?? Object.keys(this.vocabulary.sections)[0] ?? 'office';
  }

  private world(at: string): World {
    return {
      ...businessTime(new Date(at)),
      calendar: this.calendar,
      digest: sha256,
      dutyStart: '08:30',
      directory: paperDirectory(this.vocabulary),
    };
  }
}

function kindOf(rung: string): 'reminded' | 'breached' | 'escalated' {
  if (rung === 'breach') return 'breached';
  return rung.startsWith('remind') ? 'reminded' : 'escalated';
}

function tellPayload({ dueOn, to, copy }: Record<string, unknown>): {
  dueOn: string;
  to: string[];
  copy: string[];
} {
  return { dueOn: String(dueOn), to: to as string[], copy: copy as string[] };
}

/** `reviewer`, `section-head@legal`, or `drafter/second` for somebody else with the same role. */
export function actorCalled(name: string, section: string): Actor {
  if (name === 'system') return systemActor;
  const [place = '', ...rest] = name.split('/');
  const [role = '', own = section] = place.split('@');
  return { kind: 'person', id: rest.length > 0 ? name : place, roles: [{ role, section: own }] };
}

/** On paper every role is held, a section's role in every section: who is missing in a bureau is not the rules' fault. */
function paperDirectory({ roles, sections }: Vocabulary): Directory {
  const people = Object.entries(roles).flatMap(([role, { scope }]) =>
    scope === 'section'
      ? Object.keys(sections).map((section) => ({ id: `${role}@${section}`, roles: [{ role, section }] }))
      : [{ id: role, roles: [{ role }] }],
  );
  return {
    sections: Object.entries(sections).map(([id, { zh }]) => ({ id, zh, shortNames: [], isBusiness: true })),
    people,
  };
}
