import type { Fields, World } from './case-file.js';
import { millisPerHour } from './days.js';
import type { Action, Definition } from './definition.js';
import { reason, type Reason } from './reasons.js';

/** Further ahead is a slip of the keyboard: the year is wrong more often than meant. */
const mostDaysAhead = 366;

/** A release is scheduled for a time to come: what lies behind is published now or not at all. */
export function checkSchedule(
  definition: Definition,
  { schedules }: Action,
  fields: Fields,
  world: World,
): Reason[] {
  const value = schedules === undefined ? undefined : fields[schedules];
  if (schedules === undefined || typeof value !== 'string') return [];
  const ahead = Date.parse(value) - Date.parse(world.now);
  if (ahead > 0 && ahead <= mostDaysAhead * 24 * millisPerHour) return [];
  const words =
    ahead <= 0
      ? {
          why: `${value} 已过，请改为将来的时间，或立即公开`,
          whyEn: `${value} has passed; choose a time to come, or publish now`,
        }
      : {
          why: `${value} 在一年以后，请核对年份`,
          whyEn: `${value} is more than a year ahead; check the year`,
        };
  const field = definition.form[schedules];
  return [reason('bad-value', { field: schedules, title: field?.zh ?? schedules, ...words })];
}
