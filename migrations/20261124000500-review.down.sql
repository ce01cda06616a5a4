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
alter table finding drop column left_out;
drop trigger clearance_after_the_hits on finding;
drop function refuse_clearance_over_open_hits;
drop table hit_verdict;
drop function refuse_own_verdict;
drop table content_scan;
