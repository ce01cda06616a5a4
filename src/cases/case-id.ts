import { NotFound } from './refused.js';

/** Something that can't be an id is simply not there; PostgreSQL need not be asked. */
export function caseIdOf(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound('case', id.slice(0, 40));
  return id;
}
