-- What programs saw in the contents of cases, and what people said of it. Hits decide nothing; open ones block a clearance.

-- One row per contents and scanner, whatever case it stands in: the same bytes are read once.
create table content_scan (
  sha256 text not null references stored_bytes,
  scanner integer not null,
  state text not null default 'pending' check (state in ('pending', 'done')),
  -- [{id, rule, place, why, text, excerpt, isHidden}]; "no text could be extracted" and "could not be read" are hits as well.
  hits jsonb,
  attempts integer not null default 0,
  run_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  fence integer not null default 0,
  last_error text,
  done_at timestamptz,
  primary key (sha256, scanner),
  constraint done_with_hits check ((state = 'done') = (hits is not null and done_at is not null))
);
create index content_scan_pending on content_scan (run_at) where state = 'pending';

-- What a person said of a hit. Never changed: a later one on the same hit counts, and the earlier stays on record.
create table hit_verdict (
  id bigint generated always as identity primary key,
  case_id uuid not null references cases,
  -- The digest of the file, or the seal of the field, in which it stands: other contents ask again.
  content text not null,
  hit text not null,
  verdict text not null check (verdict in ('false-alarm', 'may-stay', 'must-go')),
  reason text,
  by_id text not null references person,
  command_id uuid not null unique,
  recorded_at timestamptz not null,
  constraint may_stay_for_a_reason check (verdict <> 'may-stay' or length(trim(reason)) > 0)
);
create index hit_verdict_case on hit_verdict (case_id, content, hit, id desc);
create trigger hit_verdict_is_append_only before update or delete on hit_verdict for each row execute function refuse_change();
create trigger hit_verdict_is_never_emptied before truncate on hit_verdict for each statement execute function refuse_change();

create function refuse_own_verdict() returns trigger language plpgsql as $$
begin
  if exists (select 1 from case_drafter where case_id = new.case_id and person_id = new.by_id) then
    raise exception 'person % drafted case % and may not settle what was found in it', new.by_id, new.case_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger verdict_by_somebody_else after insert on hit_verdict deferrable initially immediate
  for each row execute function refuse_own_verdict();

-- A clearance covers files that were read, and nothing in them is open or has to go.
create function refuse_clearance_over_open_hits() returns trigger language plpgsql as $$
declare
  digest text;
  newest_hits jsonb;
  hit_id text;
  said text;
begin
  for digest in
    select one.value ->> 'sha256'
    from case_file f, jsonb_each(f.file -> 'fields') as field (name, value),
      jsonb_array_elements(case jsonb_typeof(field.value) when 'array' then field.value when 'object' then jsonb_build_array(field.value) else '[]' end) as one (value)
    where f.case_id = new.case_id and new.seals ? field.name and jsonb_typeof(one.value) = 'object' and one.value ? 'sha256'
  loop
    select s.hits into newest_hits from content_scan s where s.sha256 = digest and s.state = 'done' order by s.scanner desc limit 1;
    if newest_hits is null then
      raise exception 'file % of case % was not searched and cannot be cleared yet', digest, new.case_id using errcode = 'check_violation';
    end if;
    for hit_id in select h ->> 'id' from jsonb_array_elements(newest_hits) as h where h ->> 'rule' <> 'unpublished-document' loop
      select v.verdict into said from hit_verdict v where v.case_id = new.case_id and v.content = digest and v.hit = hit_id order by v.id desc limit 1;
      if said is null or said = 'must-go' then
        raise exception 'case %: hit % in file % is open', new.case_id, hit_id, digest using errcode = 'check_violation';
      end if;
      said := null;
    end loop;
  end loop;
  return null;
end $$;
create constraint trigger clearance_after_the_hits after insert on finding deferrable initially immediate
  for each row when (new.outcome in ('cleared', 'cleared-in-part')) execute function refuse_clearance_over_open_hits();

-- What a partial clearance keeps closed (区分处理): it takes an older clearance of the same bytes back.
alter table finding add column left_out jsonb not null default '{}';
