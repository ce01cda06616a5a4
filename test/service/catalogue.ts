import { randomUUID } from 'node:crypto';
import { actorCalled, type RunningService } from './running-service.js';

/** A catalogue whose proactive clock runs for twenty working days from 2016-06-28: due on 2016-07-26. @returns the id of its case */
export async function openCatalogue({ services }: RunningService, owner = 'drafter'): Promise<string> {
  const data = { title: '目录第七稿', changedOn: '2016-06-28' };
  const command = { kind: 'open' as const, owner, section: 'office', data };
  return (await services.actOnCase.open('disclosure-catalogue', command, actorCalled(owner), randomUUID()))
    .id;
}

/** When an alarm of a case is to fire. */
export async function fireAtOf({ pool }: RunningService, caseId: string, alarm: string): Promise<string> {
  const text = `select fire_at as at from timer where case_id = $1 and clock || '/' || rung = $2 and state = 'armed'`;
  const { rows } = await pool.query<{ at: Date }>(text, [caseId, alarm]);
  return rows[0]?.at.toISOString() ?? '';
}

/** The same instant so many milliseconds later; negative for earlier. */
export function shifted(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
