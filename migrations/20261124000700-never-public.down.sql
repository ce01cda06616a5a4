drop trigger portal_item_is_derived on portal_item;
drop function refuse_written_portal_item();
drop trigger publication_is_cleared on publication;
drop trigger drafter_cleared_nothing_public on case_drafter;
drop trigger finding_takes_nothing_public_back on finding;
drop function refuse_finding_under_exposure();
drop trigger case_drafter_is_never_emptied on case_drafter;
drop trigger case_drafter_is_append_only on case_drafter;
create or replace function refuse_uncleared() returns trigger language plpgsql as $$
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
create or replace function refuse_unsealed_publication() returns trigger language plpgsql as $$
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
drop function refuse_uncleared_exposure(uuid);
drop function is_cleared(uuid, text, text);
create constraint trigger publication_is_cleared after insert or update of canonical, seal, field on publication deferrable initially immediate
  for each row execute function refuse_unsealed_publication();
