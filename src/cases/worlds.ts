import { Injectable } from '@nestjs/common';
import { matches, type Assignee } from '../engine/approval.js';
import type { World } from '../engine/case-file.js';
import { dateOfInstant } from '../engine/days.js';
import { Calendars } from '../calendars/calendars.js';
import { Directories } from '../access/directories.js';
import { sha256 } from '../platform/sha256.js';
import { businessTime, zoneOffsetMinutes } from '../platform/time.js';

/** When offices open; reminders go out then. */
const dutyStart = '08:30';

/** Gathers what a decision may depend on: the time that PostgreSQL gave, the calendar, and who is who. */
@Injectable()
export class Worlds {
  constructor(
    private readonly calendars: Calendars,
    private readonly directories: Directories,
  ) {}

  at(now: Date): World {
    return {
      ...businessTime(now),
      calendar: this.calendars.current(),
      digest: sha256,
      dutyStart,
      directory: this.directories.current(),
    };
  }

  dateOf(instant: string): string {
    return dateOfInstant(instant, zoneOffsetMinutes);
  }

  /** The people behind assignees, each once. */
  peopleFor(assignees: readonly Assignee[]): string[] {
    return this.directories
      .current()
      .people.filter((person) => assignees.some((assignee) => matches(assignee, person)))
      .map(({ id }) => id);
  }
}
