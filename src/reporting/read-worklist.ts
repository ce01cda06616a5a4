import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../access/sessions.js';
import { Worlds } from '../cases/worlds.js';
import { Definitions } from '../definitions/definitions.js';
import type { World } from '../engine/case-file.js';
import { workingDaysBetween } from '../engine/calendar.js';
import { Time } from '../platform/time.js';
import { ReadSource } from './read-source.js';
import { writeCursor, type WorklistCursor } from './worklist-cursor.js';
import { pageQuery, queueQuery, type Queue, type WorklistRow } from './worklist-query.js';

export interface WorklistItem {
  id: string;
  number: string;
  title: string;
  type: string;
  typeTitle: { zh: string; en: string };
  state: string;
  stateTitle: { zh: string; en: string };
  revision: number;
  section: { id: string; zh: string; en: string } | null;
  dueAt: string | null;
  dueOn: string | null;
  /** Negative by as many working days as the deadline has passed. */
  workingDaysLeft: number | null;
  /** A deadline of this case was missed, ever, or is missed now. */
  isLate: boolean;
  nudges: number;
  since: string;
}
export interface WorklistPage {
  queue: Queue;
  total: number;
  items: WorklistItem[];
  /** For the next page; null on the last one. */
  cursor: string | null;
}

/** What a person must do, did, began or was copied on. */
@Injectable()
export class ReadWorklist {
  constructor(
    private readonly source: ReadSource,
    private readonly definitions: Definitions,
    private readonly worlds: Worlds,
    private readonly time: Time,
  ) {}

  async run(
    person: SignedIn,
    queue: Queue,
    cursor: WorklistCursor | null,
    limit: number,
  ): Promise<WorklistPage> {
    const source = await this.source.open();
    const firstStates = this.definitions.all().map(({ definition: { workflow, version, startsIn } }) => ({
      type: workflow,
      version,
      state: startsIn,
    }));
    const question = { queue, me: person.id, firstStates };
    const [rows, total, { now }] = await Promise.all([
      pageQuery(source, question, cursor, limit + 1).getRawMany<WorklistRow>(),
      queueQuery(source, question).getCount(),
      this.time.read(),
    ]);
    const world = this.worlds.at(new Date(now));
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const items = shown.map((row) => this.itemOf(row, world));
    return {
      queue,
      total,
      items,
      cursor: last ? writeCursor({ due: last.dueKey, since: last.sinceKey, id: last.id }) : null,
    };
  }

  private itemOf(row: WorklistRow, world: World): WorklistItem {
    const { title, states } = this.definitions.get(row.type, row.version);
    const { id, number, type, state, revision, nudges, sectionId } = row;
    const step = states[state];
    const dueOn = row.nextDueAt ? this.dayOf(row.nextDueAt) : null;
    return {
      id,
      number,
      title: row.title,
      type,
      typeTitle: title,
      state,
      stateTitle: { zh: step?.zh ?? state, en: step?.en ?? state },
      revision,
      section:
        sectionId === null
          ? null
          : { id: sectionId, zh: row.sectionZh ?? sectionId, en: row.sectionEn ?? sectionId },
      dueAt: row.nextDueAt?.toISOString() ?? null,
      dueOn,
      workingDaysLeft: dueOn === null ? null : workingDaysUntil(world, dueOn),
      isLate: row.isLate || (row.nextDueAt !== null && row.nextDueAt.toISOString() <= world.now),
      nudges,
      since: row.since.toISOString(),
    };
  }

  /** A limit in days runs out at 24:00, which is an instant of the next day; the day meant is the one that ends there. */
  private dayOf(dueAt: Date): string {
    return this.worlds.dateOf(new Date(dueAt.getTime() - 1).toISOString());
  }
}

function workingDaysUntil({ calendar, today }: World, dueOn: string): number {
  return dueOn >= today
    ? workingDaysBetween(calendar, today, dueOn)
    : -workingDaysBetween(calendar, dueOn, today);
}
