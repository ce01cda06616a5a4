-- What each channel was asked to post, and what it said of it. The portal's pages themselves are in `publication`.
create table channel_posting (
  id bigint generated always as identity primary key,
  case_id uuid not null references cases,
  -- The event that asked for it.
  seq integer not null,
  -- The outward action that it will be reported as, `posted` for example.
  fact text not null,
  channel text not null,
  kind text not null check (kind in ('portal', 'webhook', 'wechat', 'manual')),
  is_required boolean not null,
  -- Field to digest: exactly this was cleared, exactly this is sent.
  seals jsonb not null,
  state text not null check (state in ('queued', 'posting', 'confirmed', 'failed', 'withdrawn', 'taking-down', 'take-down-failed')),
  -- The channel's own name for it, by which it is asked again.
  external_id text,
  address text,
  -- When it appeared, by the channel's account.
  posted_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by text,
  evidence text,
  taken_down_at timestamptz,
  -- The command by which a person confirmed, posting and take-down: the same again does nothing twice.
  confirm_command uuid,
  take_down_command uuid,
  -- When the case heard that everything required is posted.
  reported_at timestamptz,
  -- Up to which event of the case somebody has looked whether it is still wanted.
  checked_seq integer not null,
  attempts integer not null default 0,
  last_error text,
  run_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  fence integer not null default 0,
  unique (case_id, seq, channel),
  foreign key (case_id, seq) references event (case_id, seq),
  constraint confirmed_says_when check (state <> 'confirmed' or (posted_at is not null and confirmed_at is not null and evidence is not null))
);
create index channel_posting_due on channel_posting (run_at, id) where state in ('queued', 'posting', 'taking-down');
create index channel_posting_open on channel_posting (case_id) where state in ('queued', 'posting', 'failed') or reported_at is null;

-- Cases that wait for their release time are looked for by the step they are in.
create index cases_open_step on cases (type, state) where closed_at is null;

-- A channel that has not confirmed was not posted on, and what is withdrawn does not come back.
create function refuse_channel_posting_change() returns trigger language plpgsql as $$
begin
  if old.state = 'withdrawn' and new.state <> 'withdrawn' then
    raise exception 'posting % was withdrawn and does not come back', old.id using errcode = 'check_violation';
  end if;
  if new.case_id <> old.case_id or new.seq <> old.seq or new.channel <> old.channel or new.seals <> old.seals then
    raise exception 'posting % is of other contents than it was made for', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger channel_posting_keeps_its_contents before update on channel_posting for each row execute function refuse_channel_posting_change();
