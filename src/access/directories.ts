import type { Pool } from 'pg';
import type { Directory } from '../engine/approval.js';
import { UnavailableFault } from '../platform/faults.js';

const text = `
select
  coalesce((select jsonb_agg(jsonb_build_object('id', id, 'zh', zh, 'shortNames', short_names, 'isBusiness', is_business) order by id) from section), '[]') as sections,
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'roles', coalesce((select jsonb_agg(jsonb_build_object('role', h.role, 'section', h.section_id)) from holding h where h.person_id = p.id), '[]')) order by p.id)
    from person p where p.is_active), '[]') as people`;

/** Who works in which section and holds which role: read at start, after every change here, and now and then for changes made by other processes. */
export class Directories {
  private directory: Directory | null = null;

  constructor(private readonly pool: Pool) {}

  async refresh(): Promise<void> {
    const { rows } = await this.pool.query<Directory>(text);
    this.directory = rows[0] ?? null;
  }

  current(): Directory {
    if (!this.directory)
      throw new UnavailableFault(
        'the directory of sections and people is not read yet; try again in a moment',
      );
    return this.directory;
  }
}
