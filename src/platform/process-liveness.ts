import { readFileSync } from 'node:fs';
import { errorCode } from './embedded-fault.js';

/** Whether a process of this number runs. One that ended and was only not collected by its parent doesn't. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM'; // it belongs to somebody else, but it is there
  }
  return statFields(pid)?.[0] !== 'Z';
}

/**
 * When a process started, in clock ticks since boot, as text; null where the system doesn't tell (no /proc).
 * Process numbers are used again after a restart; number and start together are not.
 */
export function startOf(pid: number): string | null {
  return statFields(pid)?.[19] ?? null;
}

/** The fields of /proc/<pid>/stat from the state (field 3) onwards; the name before them may hold spaces. */
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
