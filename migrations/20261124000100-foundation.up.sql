-- The truth of a bureau: who works here, its cases with their ledgers, its clocks and alarms, and what must still be done outside.

-- One row. A demo may be moved in time, a bureau's own database never.
create table installation (
  singleton boolean primary key default true check (singleton),
  is_demo boolean not null default false,
  bureau_zh text not null,
  bureau_en text not null,
  business_shift interval not null default interval '0',
  created_at timestamptz not null default clock_timestamp(),
  constraint only_a_demo_moves_in_time check (is_demo or business_shift = interval '0')
);

-- Business time: PostgreSQL's clock, moved in a demo. The only place that says what time it is.
create function business_now() returns timestamptz language sql stable parallel safe as
  $$ select clock_timestamp() + coalesce((select business_shift from installation), interval '0') $$;

create table section (
  id text primary key,
  zh text not null,
  en text not null,
  short_names text[] not null default '{}',
  is_business boolean not null default false
);

create table person (
  id text primary key,
  username text not null unique,
  name_zh text not null,
  name_en text not null,
  email text not null,
  language text not null default 'zh' check (language in ('zh', 'en')),
  password_hash text not null,
  is_active boolean not null default true,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default clock_timestamp()
);

create table holding (
  person_id text not null references person,
  role text not null,
  section_id text references section,
  unique nulls not distinct (person_id, role, section_id)
);
create index holding_role on holding (role);
-- 三员分立: nobody is two of the three administrators.
create unique index one_administrator_role on holding (person_id) where role in ('system-admin', 'security-admin', 'audit-admin');

create table session (
  token_hash bytea primary key,
  person_id text not null references person,
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create index session_person on session (person_id);

-- A version that a case has used is frozen: its text is kept and compared at every start.
create table used_definition (
  type text not null,
  version integer not null,
  sha256 text not null,
  body jsonb not null,
  first_used_at timestamptz not null default clock_timestamp(),
  primary key (type, version)
);

create table calendar_version (
  id bigint generated always as identity primary key,
  region text not null,
  version text not null unique,
  data jsonb not null,
  imported_at timestamptz not null default clock_timestamp(),
  imported_by text not null
);

create sequence case_number;

create table cases (
  id uuid primary key,
  number text not null unique,
  type text not null,
  version integer not null,
  state text not null,
  title text not null,
  revision integer not null,
  -- Number and hash of the newest event: the head of this case's chain.
  seq integer not null,
  head bytea not null,
  section_id text references section,
  owner_id text not null references person,
  opened_at timestamptz not null,
  closed_at timestamptz,
  next_due_at timestamptz,
  is_late boolean not null default false,
  -- What the public can read: field to the digest that was cleared.
  exposed jsonb not null default '{}',
  foreign key (type, version) references used_definition
) with (fillfactor = 70);
create index cases_owner on cases (owner_id, opened_at desc);
create index cases_due on cases (next_due_at) where closed_at is null;

-- The contents: fields, signing, findings. Apart from `cases`, so that an alarm need not rewrite them.
create table case_file (
  case_id uuid primary key references cases,
  file jsonb not null
);

create table case_drafter (
  case_id uuid not null references cases,
  person_id text not null references person,
  primary key (case_id, person_id)
);

create table clock (
  case_id uuid not null references cases,
  name text not null,
  facts jsonb not null,
  breaches jsonb not null default '[]',
  state text not null,
  due_at timestamptz,
  primary key (case_id, name)
);

-- The ledger: everything that ever happened to a case, in a hash chain. Never changed, never deleted.
create table event (
  case_id uuid not null references cases,
  seq integer not null check (seq > 0),
  command_id uuid not null unique,
  command_digest bytea,
  actor_id text not null,
  action text not null,
  recorded_at timestamptz not null,
  body jsonb not null,
  hash bytea not null,
  primary key (case_id, seq)
);
create index event_actor on event (actor_id, recorded_at desc);

create table timer (
  id bigint generated always as identity primary key,
  case_id uuid not null references cases,
  clock text not null,
  rung text not null,
  -- The event that armed it: a clock that moves arms anew under a new number and the old rows are superseded.
  armed_seq integer not null,
  fire_at timestamptz not null,
  state text not null default 'armed' check (state in ('armed', 'fired', 'superseded')),
  fired_seq integer,
  fired_at timestamptz,
  fired_by text check (fired_by in ('queue', 'sweep')),
  unique (case_id, clock, rung, armed_seq),
  foreign key (case_id, fired_seq) references event (case_id, seq) deferrable initially immediate,
  constraint fired_with_its_event check ((state = 'fired') = (fired_seq is not null and fired_at is not null))
);
create index timer_due on timer (fire_at, id) where state = 'armed';

create table finding (
  case_id uuid not null,
  seq integer not null,
  outcome text not null check (outcome in ('cleared', 'cleared-in-part', 'withheld', 'referred')),
  by_id text not null references person,
  seals jsonb not null,
  basis text,
  reason text,
  recorded_at timestamptz not null,
  primary key (case_id, seq),
  foreign key (case_id, seq) references event (case_id, seq)
);

create table task (
  case_id uuid not null references cases,
  seq integer not null,
  no integer not null,
  role text,
  section_id text,
  person_id text,
  state text not null check (state in ('waiting', 'open')),
  since timestamptz not null,
  primary key (case_id, seq, no)
);
create index task_person on task (person_id) where person_id is not null;
create index task_role on task (role, section_id) where role is not null;

create table case_copy (
  case_id uuid not null references cases,
  person_id text not null references person,
  copied_at timestamptz not null,
  primary key (case_id, person_id)
);

-- What must still happen outside, written in the transaction that decided it.
create table outbox (
  id bigint generated always as identity primary key,
  case_id uuid not null references cases,
  seq integer not null,
  no integer not null,
  effect text not null,
  payload jsonb not null,
  -- The instant it is about: all notices of one instant to one person become one mail.
  instant timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'dead')),
  attempts integer not null default 0,
  run_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  fence integer not null default 0,
  last_error text,
  done_at timestamptz,
  unique (case_id, seq, no),
  foreign key (case_id, seq) references event (case_id, seq)
);
create index outbox_pending on outbox (run_at, id) where state = 'pending';

-- One mail per recipient and instant. Its words are frozen when it is made.
create table mail (
  id uuid primary key,
  recipient_id text not null references person,
  instant timestamptz not null,
  part integer not null,
  address text not null,
  envelope_from text not null,
  message_id text not null unique,
  subject text not null,
  text text not null,
  html text not null,
  headers jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'accepted', 'failed')),
  attempts integer not null default 0,
  run_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  fence integer not null default 0,
  possible_duplicate boolean not null default false,
  response text,
  created_at timestamptz not null default clock_timestamp(),
  accepted_at timestamptz,
  unique (recipient_id, instant, part)
);
create index mail_pending on mail (run_at, id) where state = 'pending';

create table mail_item (
  mail_id uuid not null references mail,
  outbox_id bigint not null references outbox,
  recipient_id text not null,
  primary key (mail_id, outbox_id),
  -- A notice reaches a person once.
  unique (outbox_id, recipient_id)
);

-- Bytes are stored once, by what they are.
create table stored_bytes (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null,
  media_type text not null,
  stored_at timestamptz not null default clock_timestamp()
);
create table document (
  id uuid primary key,
  case_id uuid not null references cases,
  field text not null,
  version integer not null,
  sha256 text not null references stored_bytes,
  name text not null,
  uploaded_by text not null references person,
  uploaded_at timestamptz not null,
  unique (case_id, field, version)
);

-- What was posted, with the very text that was cleared. The portal reads nothing else.
create table publication (
  case_id uuid not null references cases,
  field text not null,
  seal text not null,
  canonical text not null,
  index_number text not null,
  posted_at timestamptz not null,
  taken_down_at timestamptz,
  taken_down_why text,
  primary key (case_id, field, seal)
);
create index publication_posted on publication (posted_at desc) where taken_down_at is null;
create sequence index_number;

create table archive_submission (
  id uuid primary key,
  quarter text not null check (quarter ~ '^\d{4}Q[1-4]$'),
  recipient text not null,
  version integer not null,
  -- The case that accompanies the delivery, with its clocks.
  case_id uuid not null references cases,
  kind text not null check (kind in ('package', 'nil-return')),
  state text not null check (state in ('building', 'packed', 'sent', 'receipted', 'rejected')),
  directory text,
  package_sha256 text,
  previous_sha256 text,
  item_count integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  receipted_at timestamptz,
  receipt text,
  made_by text not null,
  unique (quarter, recipient, version)
);
create table archive_item (
  submission_id uuid not null references archive_submission,
  case_id uuid not null references cases,
  recipient text not null,
  seals jsonb not null,
  state text not null check (state in ('sent', 'accepted', 'rejected')),
  reason text,
  primary key (submission_id, case_id)
);
-- The same contents are handed over once; only a rejection opens them again. What was posted later, such as an
-- interpretation, makes other contents and goes with the next quarter.
create unique index handed_over_once on archive_item (case_id, recipient, (seals::text)) where state <> 'rejected';

create table audit_checkpoint (
  id bigint generated always as identity primary key,
  made_at timestamptz not null,
  case_count bigint not null,
  event_count bigint not null,
  heads_sha256 text not null,
  signature text not null,
  public_key text not null
);

-- A clock that jumped stops all firing until a security administrator has looked.
create table clock_halt (
  id bigint generated always as identity primary key,
  halted_at timestamptz not null default clock_timestamp(),
  reason text not null,
  released_at timestamptz,
  released_by text references person,
  release_note text
);
create unique index one_open_halt on clock_halt ((true)) where released_at is null;

-- What the law asks of people is asked of the database as well: nothing here trusts the programs above it.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'integrity_constraint_violation';
end $$;
create trigger event_is_append_only before update or delete on event for each row execute function refuse_change();
create trigger event_is_never_emptied before truncate on event for each statement execute function refuse_change();
create trigger finding_is_append_only before update or delete on finding for each row execute function refuse_change();
create trigger finding_is_never_emptied before truncate on finding for each statement execute function refuse_change();

-- A version that no case has used may still be corrected; a used one is frozen.
create function refuse_used_definition_change() returns trigger language plpgsql as $$
begin
  if exists (select 1 from cases where type = old.type and version = old.version) then
    raise exception 'definition %/% is in use and frozen', old.type, old.version using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger used_definition_is_frozen before update on used_definition for each row execute function refuse_used_definition_change();

-- Who drafted, edited or uploaded does not clear (先审查、后公开; reviewer and drafter are two people).
create function refuse_own_finding() returns trigger language plpgsql as $$
begin
  if exists (select 1 from case_drafter where case_id = new.case_id and person_id = new.by_id) then
    raise exception 'person % drafted case % and may not record a finding on it', new.by_id, new.case_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger finding_by_somebody_else after insert on finding deferrable initially immediate
  for each row execute function refuse_own_finding();

-- Nothing is exposed whose digest was not cleared, newest finding first, by somebody who never drafted it.
create function refuse_uncleared() returns trigger language plpgsql as $$
declare
  field text;
  seal text;
  verdict text;
begin
  for field, seal in select * from jsonb_each_text(new.exposed) loop
    select f.outcome into verdict from finding f
      where f.case_id = new.id and f.seals ->> field = seal
        and not exists (select 1 from case_drafter d where d.case_id = new.id and d.person_id = f.by_id)
      order by f.seq desc limit 1;
    if verdict is null or verdict not in ('cleared', 'cleared-in-part') then
      raise exception 'case %: % was not cleared for the public', new.number, field using errcode = 'check_violation';
    end if;
  end loop;
  return null;
end $$;
create constraint trigger exposed_is_cleared after update of exposed on cases deferrable initially immediate
  for each row when (new.exposed <> '{}' and new.exposed is distinct from old.exposed) execute function refuse_uncleared();
create constraint trigger opened_unexposed after insert on cases deferrable initially immediate
  for each row when (new.exposed <> '{}') execute function refuse_uncleared();

-- The portal posts exactly what was cleared: the text must have the digest, and the case must expose that digest or have a passed review of it.
create function refuse_unsealed_publication() returns trigger language plpgsql as $$
declare verdict text;
begin
  if encode(sha256(convert_to(new.canonical, 'UTF8')), 'hex') <> new.seal then
    raise exception 'publication of % does not have the digest it claims', new.field using errcode = 'check_violation';
  end if;
  select f.outcome into verdict from finding f
    where f.case_id = new.case_id and f.seals ->> new.field = new.seal
      and not exists (select 1 from case_drafter d where d.case_id = new.case_id and d.person_id = f.by_id)
    order by f.seq desc limit 1;
  if verdict is null or verdict not in ('cleared', 'cleared-in-part') then
    raise exception 'publication of % was not cleared', new.field using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger publication_is_cleared after insert or update of canonical, seal, field on publication deferrable initially immediate
  for each row execute function refuse_unsealed_publication();

-- An alarm goes one way: armed, then fired or superseded, and never back.
create function refuse_timer_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'armed' or new.fire_at <> old.fire_at or new.case_id <> old.case_id or new.clock <> old.clock or new.rung <> old.rung then
    raise exception 'timer % is % and does not change any more', old.id, old.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger timer_goes_one_way before update on timer for each row execute function refuse_timer_change();
