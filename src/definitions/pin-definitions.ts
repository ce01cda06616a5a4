import type { Pool } from 'pg';
import { ConfigurationFault } from '../platform/faults.js';
import type { Definitions } from './definitions.js';

/**
 * Keeps the text of every definition in the database and compares it at each start: a version that a case may have used
 * never changes. A change of law is a new file with the next number.
 */
export class PinDefinitions {
  constructor(
    private readonly pool: Pool,
    private readonly definitions: Definitions,
  ) {}

  /** @throws ConfigurationFault naming each frozen definition whose file was changed */
  async run(): Promise<void> {
    const all = this.definitions.all();
    await this.pool.query(
      `insert into used_definition (type, version, sha256, body)
       select * from unnest($1::text[], $2::int[], $3::text[], $4::jsonb[])
       on conflict (type, version) do update set sha256 = excluded.sha256, body = excluded.body
       where used_definition.sha256 <> excluded.sha256
         and not exists (select from cases c where c.type = excluded.type and c.version = excluded.version)`,
      [
        all.map(({ definition }) => definition.workflow),
        all.map(({ definition }) => definition.version),
        all.map(({ sha256 }) => sha256),
        all.map(({ definition }) => JSON.stringify(definition)),
      ],
    );
    const { rows } = await this.pool.query<{ type: string; version: number; sha256: string }>(
      'select type, version, sha256 from used_definition',
    );
    const pinned = new Map(rows.map(({ type, version, sha256 }) => [`${type}/${version}`, sha256]));
    const changed = all.filter(
      ({ definition, sha256 }) => pinned.get(`${definition.workflow}/${definition.version}`) !== sha256,
    );
    if (changed.length === 0) return;
    const names = changed.map(({ file }) => file).join(', ');
    throw new ConfigurationFault(
      `cases already follow ${names}, and the file was changed since; put it back and write the change as the next version`,
    );
  }
}
