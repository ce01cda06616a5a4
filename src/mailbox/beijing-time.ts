import { zoneOffsetMinutes } from '../platform/time.js';

/** "2026-11-24 09:00" in Beijing time. */
export function beijingTime(instant: Date): string {
  const shifted = new Date(instant.getTime() + zoneOffsetMinutes * 60_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)}`;
}
