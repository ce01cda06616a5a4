import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Counter, Gauge, Registry } from 'prom-client';
import { Calendars } from '../calendars/calendars.js';
import { endOfDate } from '../engine/days.js';

interface Figures {
  overdue: number;
  overdueOldestSeconds: number;
  outboxOldestSeconds: number;
  outboxDead: number;
  mailsFailed: number;
  halted: number;
  fired: Record<string, number>;
}

/** All figures as of one moment. Ages are told in business time, as deadlines are. */
const figuresText = `
select
  (select count(*)::float8 from timer where state = 'armed' and fire_at <= business_now()) as overdue,
  coalesce((select extract(epoch from business_now() - min(fire_at))::float8 from timer where state = 'armed' and fire_at <= business_now()), 0) as "overdueOldestSeconds",
  coalesce((select greatest(0, extract(epoch from business_now() - min(instant)))::float8 from outbox where state = 'pending'), 0) as "outboxOldestSeconds",
  (select count(*)::float8 from outbox where state = 'dead') as "outboxDead",
  (select count(*)::float8 from mail where state = 'failed') as "mailsFailed",
  (select count(*)::float8 from clock_halt where released_at is null) as halted,
  coalesce((select jsonb_object_agg(by, fired) from (select fired_by as by, count(*) as fired from timer where state = 'fired' and fired_by is not null group by fired_by) paths), '{}') as fired`;

/** What a monitor watches, counted in the database: any process tells the same, and a restart loses nothing. */
@Injectable()
export class ReadMetrics {
  private readonly registry = new Registry();
  private readonly overdue = this.gauge('gongkai_timers_overdue', 'Alarms that are due and have not fired');
  private readonly overdueOldest = this.gauge(
    'gongkai_timers_overdue_oldest_seconds',
    'For how long the oldest alarm has been due',
  );
  private readonly outboxOldest = this.gauge(
    'gongkai_outbox_pending_oldest_seconds',
    'Age of the oldest effect that has not been carried out',
  );
  private readonly outboxDead = this.gauge(
    'gongkai_outbox_dead',
    'Effects that were given up and need a person',
  );
  private readonly mailsFailed = this.gauge('gongkai_mails_failed', 'Mails that no relay will take');
  private readonly halted = this.gauge(
    'gongkai_clock_halted',
    '1 while firing is halted because a clock jumped',
  );
  private readonly coveredUntil = this.gauge(
    'gongkai_calendar_covered_until',
    'Unix time at which the announced calendar ends; dates after it are provisional',
  );
  private readonly fired = new Counter({
    name: 'gongkai_timers_fired_total',
    help: 'Alarms fired, by the path that fired them',
    labelNames: ['by'],
    registers: [this.registry],
  });

  readonly contentType = this.registry.contentType;

  constructor(
    private readonly pool: Pool,
    private readonly calendars: Calendars,
  ) {}

  /** The text exposition format of Prometheus. */
  async run(): Promise<string> {
    const { rows } = await this.pool.query<Figures>(figuresText);
    const [figures] = rows;
    if (figures) this.set(figures);
    const { covers, zoneOffsetMinutes } = this.calendars.current();
    this.coveredUntil.set(Date.parse(endOfDate(covers.to, zoneOffsetMinutes)) / 1000);
    return this.registry.metrics();
  }

  private set(figures: Figures): void {
    this.overdue.set(figures.overdue);
    this.overdueOldest.set(figures.overdueOldestSeconds);
    this.outboxOldest.set(figures.outboxOldestSeconds);
    this.outboxDead.set(figures.outboxDead);
    this.mailsFailed.set(figures.mailsFailed);
    this.halted.set(figures.halted);
    this.fired.reset();
    for (const by of ['queue', 'sweep']) this.fired.inc({ by }, figures.fired[by] ?? 0);
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}
