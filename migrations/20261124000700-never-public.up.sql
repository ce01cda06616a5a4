-- What is public stays under the rule that let it out: whatever changes who drafted or what was found is held against what
-- is exposed, not only a change of what is exposed. Found by random writes beside the service.

-- Who drafted is never forgotten: else whoever is taken off the list could clear own work.
create trigger case_drafter_is_append_only before update or delete on case_drafter for each row execute function refuse_change();
create trigger case_drafter_is_never_emptied before truncate on case_drafter for each statement execute function refuse_change();

-- The newest finding on a digest counts, whoever made it; by somebody who drafted later it clears nothing, and a "no"
-- stays a no even when its author has drafted since.
create function is_cleared(wanted uuid, field text, seal text) returns boolean language sql stable as $$
  select coalesce((
    select f.seals ->> field = seal and f.outcome in ('cleared', 'cleared-in-part')
      and not exists (select from case_drafter d where d.case_id = wanted and d.person_id = f.by_id)
    from finding f where f.case_id = wanted and (f.seals ->> field = seal or f.left_out ->> field = seal)
    order by f.seq desc limit 1), false)
$$;

create function refuse_uncleared_exposure(wanted uuid) returns void language plpgsql as $$
declare
  item record;
  uncleared text;
begin
  -- The lock makes two writers wait for each other, who would else each miss what the other does not show yet.
  select number, exposed into item from cases where id = wanted for no key update;
  select string_agg(field, ', ' order by field) into uncleared from jsonb_each_text(item.exposed) as one (field, seal)
    where not is_cleared(wanted, field, seal);
  if uncleared is not null then
    raise exception 'case %: % was not cleared for the public', item.number, uncleared using errcode = 'check_violation';
  end if;
end $$;

create or replace function refuse_uncleared() returns trigger language plpgsql as $$
begin
  perform refuse_uncleared_exposure(new.id);
  return null;
end $$;

create function refuse_finding_under_exposure() returns trigger language plpgsql as $$
begin
  perform refuse_uncleared_exposure(new.case_id);
  return null;
end $$;
create constraint trigger finding_takes_nothing_public_back after insert on finding deferrable initially immediate
  for each row execute function refuse_finding_under_exposure();
create constraint trigger drafter_cleared_nothing_public after insert on case_drafter deferrable initially immediate
  for each row execute function refuse_finding_under_exposure();

create or replace function refuse_unsealed_publication() returns trigger language plpgsql as $$
begin
  if encode(sha256(convert_to(new.canonical, 'UTF8')), 'hex') <> new.seal then
    raise exception 'publication of % does not have the digest it claims', new.field using errcode = 'check_violation';
  end if;
  if new.taken_down_at is null and not is_cleared(new.case_id, new.field, new.seal) then
    raise exception 'publication of % was not cleared', new.field using errcode = 'check_violation';
  end if;
  return null;
end $$;
-- What was taken down comes back by the same door, and no posted text changes to another case.
drop trigger publication_is_cleared on publication;
create constraint trigger publication_is_cleared after insert or update of case_id, canonical, seal, field, taken_down_at on publication
  deferrable initially immediate for each row execute function refuse_unsealed_publication();

-- The lists of the portal are made from what is posted, by trigger, and by nobody else.
create function refuse_written_portal_item() returns trigger language plpgsql as $$
begin
  raise exception 'portal_item follows what is posted and is not written' using errcode = 'integrity_constraint_violation';
end $$;
create trigger portal_item_is_derived before insert or update of is_shown, title, document_number, summary, words on portal_item
  for each row when (pg_trigger_depth() = 0) execute function refuse_written_portal_item();
