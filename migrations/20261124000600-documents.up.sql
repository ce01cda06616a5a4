-- Index numbers (索引号): one for each case, never given twice, also when the case is taken down.
create table issued_index_number (
  number text primary key,
  case_id uuid not null unique references cases,
  issued_at timestamptz not null default clock_timestamp()
);
create trigger issued_index_number_is_append_only before update or delete on issued_index_number
  for each row execute function refuse_change();
create trigger issued_index_number_is_never_emptied before truncate on issued_index_number
  for each statement execute function refuse_change();

-- The last serial within everything that stands around it in a number, for example GK-2026-{serial}.
create table index_number_count (
  name text primary key,
  last_serial bigint not null check (last_serial > 0)
);

insert into issued_index_number (number, case_id, issued_at)
  select index_number, case_id, min(posted_at) from publication where index_number <> '' group by index_number, case_id;
insert into index_number_count (name, last_serial)
  select regexp_replace(number, '\d+$', '{serial}'), max(substring(number from '\d+$')::bigint)
  from issued_index_number where number ~ '[^\d]\d{1,12}$' group by 1;

-- Numbers are counted from here on: a sequence leaves gaps.
drop sequence index_number;

-- What is posted bears the number of its case. A number that came another way joins the list, unless it is another case's.
create function keep_index_number() returns trigger language plpgsql as $$
declare
  given text;
  owner uuid;
begin
  insert into issued_index_number (number, case_id) values (new.index_number, new.case_id) on conflict do nothing;
  select number into given from issued_index_number where case_id = new.case_id;
  select case_id into owner from issued_index_number where number = new.index_number;
  if given is distinct from new.index_number or owner is distinct from new.case_id then
    raise exception 'index number % is not the one of case %', new.index_number, new.case_id using errcode = 'unique_violation';
  end if;
  return null;
end $$;
create constraint trigger publication_has_its_index_number after insert or update of index_number on publication
  for each row execute function keep_index_number();
