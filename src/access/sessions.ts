import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Actor } from '../engine/case-file.js';
import { gather } from '../platform/gather.js';
import { isPasswordOf } from './passwords.js';

export interface SignedIn extends Actor {
  kind: 'person';
  username: string;
  nameZh: string;
  nameEn: string;
  language: 'zh' | 'en';
}
export type SignInOutcome =
  | { kind: 'signed-in'; token: string; person: SignedIn }
  | { kind: 'refused'; code: 'wrong-credentials' | 'locked'; minutes: number };

/** ASVS 7.3: ended after 15 idle minutes, and after 8 hours in any case. */
const idleMinutes = 15;
const longestHours = 8;
/** ASVS 6.3.1, 等保 8.1.4.1 b: five wrong passwords lock the account for a quarter of an hour. */
const mostFailures = 5;
const lockMinutes = 15;

const personColumns = `
  p.id, p.username, p.name_zh as "nameZh", p.name_en as "nameEn", p.language,
  coalesce((select jsonb_agg(jsonb_build_object('role', h.role, 'section', h.section_id)) from holding h where h.person_id = p.id), '[]') as roles`;

const findText = `
select ${personColumns}, encode(s.token_hash, 'hex') as digest, s.last_seen_at < clock_timestamp() - interval '1 minute' as "isStale"
from session s join person p on p.id = s.person_id
where s.token_hash = any ($1::bytea[]) and p.is_active and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - interval '${idleMinutes} minutes'`;

type SessionRow = Omit<SignedIn, 'kind'> & { digest: string; isStale: boolean };

interface Credentials {
  id: string;
  password_hash: string;
  isLocked: boolean;
}

/** Who is signed in. The token is known to its holder alone: the database keeps its digest. */
@Injectable()
export class Sessions {
  private readonly gathered: (digest: string) => Promise<SessionRow | null>;

  constructor(private readonly pool: Pool) {
    this.gathered = gather<string, SessionRow | null>({
      together: async (digests) =>
        (await this.findAll(digests)).map((value) => ({ status: 'fulfilled', value })),
      alone: async (digest) => (await this.findAll([digest]))[0] ?? null,
    });
  }

  async signIn(username: string, password: string): Promise<SignInOutcome> {
    const { rows } = await this.pool.query<Credentials>(
      `select id, password_hash, coalesce(locked_until > clock_timestamp(), false) as "isLocked" from person where username = $1 and is_active`,
      [username],
    );
    const known = rows[0];
    const isRight = await isPasswordOf(known?.password_hash ?? null, password);
    if (known?.isLocked) return { kind: 'refused', code: 'locked', minutes: lockMinutes };
    if (!known || !isRight) {
      if (known) await this.countFailure(known.id);
      return { kind: 'refused', code: 'wrong-credentials', minutes: lockMinutes };
    }
    return { kind: 'signed-in', ...(await this.begin(known.id)) };
  }

  /** @returns the person behind a token, or null when it is unknown, ended, idle for too long or its holder was disabled */
  async find(token: string): Promise<SignedIn | null> {
    const digest = digestOf(token);
    const row = await this.gathered(digest.toString('hex'));
    if (!row) return null;
    const { isStale, digest: _digest, ...person } = row;
    if (isStale)
      await this.pool.query('update session set last_seen_at = clock_timestamp() where token_hash = $1', [
        digest,
      ]);
    return { kind: 'person', ...person };
  }

  /** Those who ask at the same time are looked up together. */
  private async findAll(digests: readonly string[]): Promise<(SessionRow | null)[]> {
    const values = [digests.map((digest) => Buffer.from(digest, 'hex'))];
    const { rows } = await this.pool.query<SessionRow>({ name: 'find-sessions', text: findText, values });
    const byDigest = new Map(rows.map((row) => [row.digest, row]));
    return digests.map((digest) => byDigest.get(digest) ?? null);
  }

  async signOut(token: string): Promise<void> {
    await this.pool.query('delete from session where token_hash = $1', [digestOf(token)]);
  }

  private async begin(personId: string): Promise<{ token: string; person: SignedIn }> {
    const token = randomBytes(32).toString('base64url');
    await this.pool.query('update person set failed_attempts = 0, locked_until = null where id = $1', [
      personId,
    ]);
    await this.pool.query(
      `delete from session where expires_at < clock_timestamp() or last_seen_at < clock_timestamp() - interval '1 day'`,
    );
    await this.pool.query(
      `insert into session (token_hash, person_id, expires_at) values ($1, $2, clock_timestamp() + interval '${longestHours} hours')`,
      [digestOf(token), personId],
    );
    const { rows } = await this.pool.query<Omit<SignedIn, 'kind'>>(
      `select ${personColumns} from person p where p.id = $1`,
      [personId],
    );
    const person = rows[0];
    if (!person) throw new Error(`person ${personId} vanished while signing in`);
    return { token, person: { kind: 'person', ...person } };
  }

  private async countFailure(personId: string): Promise<void> {
    await this.pool.query(
      `update person set failed_attempts = case when failed_attempts + 1 >= ${mostFailures} then 0 else failed_attempts + 1 end,
       locked_until = case when failed_attempts + 1 >= ${mostFailures} then clock_timestamp() + interval '${lockMinutes} minutes' else locked_until end where id = $1`,
      [personId],
    );
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
