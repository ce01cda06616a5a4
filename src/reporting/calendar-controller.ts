import { BadRequestException, Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Calendars } from '../calendars/calendars.js';
import { describeDay, isWorkingDay } from '../engine/calendar.js';
import { dayNumberOf, isoDateOf } from '../engine/days.js';
import { Time } from '../platform/time.js';

interface DayView {
  date: string;
  /** Number of the notice that says so; null outside the notices, where only the weekday rule speaks. */
  notice: string | null;
}

@ApiTags('calendar')
@Controller('api/v1/calendar')
export class CalendarController {
  constructor(
    private readonly calendars: Calendars,
    private readonly time: Time,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Days off and make-up days of one calendar year, each with the notice behind it' })
  async year(@Query('year') year?: unknown): Promise<unknown> {
    const wanted = year === undefined ? (await this.time.read()).today.slice(0, 4) : year;
    if (typeof wanted !== 'string' || !/^(19|20|21)\d{2}$/.test(wanted))
      throw new BadRequestException('year 应为四位年份，例如 2016 (a year of four digits)');
    const calendar = this.calendars.current();
    const { region, version, covers } = calendar;
    const daysOff: DayView[] = [];
    const makeUpDays: DayView[] = [];
    let workingDays = 0;
    const last = dayNumberOf(`${wanted}-12-31`);
    for (let day = dayNumberOf(`${wanted}-01-01`); day <= last; day += 1) {
      const date = isoDateOf(day);
      const { kind, notice } = describeDay(calendar, date);
      if (isWorkingDay(calendar, date)) workingDays += 1;
      if (kind === 'holiday') daysOff.push({ date, notice: notice ?? null });
      if (kind === 'make-up-day') makeUpDays.push({ date, notice: notice ?? null });
    }
    const isProvisional = `${wanted}-01-01` < covers.from || `${wanted}-12-31` > covers.to;
    return { region, year: Number(wanted), version, covers, isProvisional, workingDays, daysOff, makeUpDays };
  }
}
