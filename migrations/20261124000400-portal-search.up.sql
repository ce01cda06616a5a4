-- What everybody can read, ready to be listed and searched. Whoever posts, corrects or takes down changes it in the same
-- transaction, by trigger: no program can forget it, and none can show what the case does not expose.

-- Of a case everybody reads exactly this: posted, not taken down, and exposed at this moment under the same digest.
create view portal_field as
  select p.case_id, p.field, p.seal, p.canonical, p.posted_at, p.index_number
  from publication p join cases c on c.id = p.case_id
  where p.taken_down_at is null and c.exposed ->> p.field = p.seal;

-- One row for each item that was ever to be seen. Hidden again, it keeps its number, its dates and digests, and no words.
create table portal_item (
  case_id uuid primary key references cases,
  is_shown boolean not null,
  type text not null,
  index_number text not null,
  title text not null default '',
  document_number text,
  summary text,
  topic text,
  -- The agency that issued it, where the item names one; else it is the bureau itself.
  organisation text,
  made_on text,
  valid_until text,
  has_interpretation boolean not null default false,
  -- Cleared in part (区分处理): what was not cleared is left out, and the page says so.
  is_partial boolean not null default false,
  posted_at timestamptz not null,
  updated_at timestamptz not null,
  posted_year integer not null,
  -- Field to the digest that was last seen of it; a digest that gives way to another is a correction.
  seals jsonb not null default '{}',
  corrections jsonb not null default '[]',
  taken_down_at timestamptz,
  taken_down_why text,
  words tsvector not null default '',
  -- By PostgreSQL's own clock, which no demo moves: caches compare it.
  changed_at timestamptz not null
);
create index portal_item_latest on portal_item (posted_at desc, case_id desc) where is_shown;
create index portal_item_type on portal_item (type, posted_at desc, case_id desc) where is_shown;
create index portal_item_year on portal_item (posted_year, posted_at desc, case_id desc) where is_shown;
create index portal_item_topic on portal_item (topic, posted_at desc, case_id desc) where is_shown and topic is not null;
create index portal_item_organisation on portal_item (organisation, posted_at desc, case_id desc) where is_shown and organisation is not null;
create index portal_item_counts on portal_item (type, topic, organisation, posted_year) where is_shown;
create index portal_item_document_number on portal_item (document_number) where is_shown and document_number is not null;
create index portal_item_index_number on portal_item (index_number);
create index portal_item_changed on portal_item (changed_at);
create index portal_item_words on portal_item using gin (words) with (fastupdate = off) where is_shown;

-- Chinese has no spaces between its words. As in Lucene's CJKAnalyzer each two neighbouring characters are a token; the last
-- of a run stands alone too, so that every character begins some token. Latin words and numbers are tokens whole.
-- Punctuation is skipped: 〔2016〕 and [2016] are the same, and so are full and half width.
create function portal_tokens(text) returns table (place bigint, token text, is_repeated boolean)
language sql immutable parallel safe as $$
  select n,
    case when ascii(part) < 128 then left(part, 60)
         when ascii(coalesce(following, 'a')) < 128 then part
         else part || following end,
    ascii(part) >= 128 and ascii(coalesce(following, 'a')) < 128 and ascii(coalesce(preceding, 'a')) >= 128
  from (
    select n, found[1] as part, lag(found[1]) over (order by n) as preceding, lead(found[1]) over (order by n) as following
    from regexp_matches(lower(normalize($1, nfkc)), '[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]|[a-z0-9]+', 'g')
      with ordinality as matched (found, n)
  ) parts
$$;

-- Places end at 16,383 in PostgreSQL; what comes after that is not searched.
create function portal_words(text) returns tsvector language plpgsql immutable parallel safe as $$
begin
  return (select coalesce(string_agg(format('''%s'':%s', token, place), ' ')::tsvector, '') from portal_tokens($1) where place <= 16383);
end $$;

-- What is typed without a space must stand together; what is parted by spaces must all occur. A Latin word, and a single
-- character at the end, also find what begins with them. Null when there is nothing to search for.
create function portal_query(text) returns tsquery language sql immutable parallel safe as $$
  select string_agg(phrase, ' & ')::tsquery from (
    select string_agg(format('%s''%s''%s', ' <' || gap || '> ', token,
      case when token ~ '[a-z]' or following is null and char_length(token) = 1 and ascii(token) >= 128 then ':*' end), '' order by place) as phrase
    from (
      select no, place, token, place - lag(place) over (partition by no order by place) as gap, lead(place) over (partition by no order by place) as following
      from regexp_split_to_table(normalize($1, nfkc), '\s+') with ordinality as terms (term, no), portal_tokens(term)
      where not is_repeated
    ) placed group by no
  ) phrases
$$;

-- The words of a posted text: not the codes of its choices but their titles, and of a file its name.
create function portal_text(value jsonb, form jsonb) returns text language sql immutable parallel safe as $$
  select case
    when form ->> 'kind' = 'choice' then form -> 'of' -> (value #>> '{}') ->> 'zh'
    when form ->> 'kind' in ('boolean', 'number', 'date', 'instant', 'url') then null
    when jsonb_typeof(value) = 'array' then (select string_agg(coalesce(item ->> 'name', item #>> '{}'), ' ') from jsonb_array_elements(value) item)
    when jsonb_typeof(value) = 'object' then value ->> 'name'
    else value #>> '{}' end
$$;

-- Brings the row of one case to what it shows now. Year and type stand among its words behind signs that nobody's search
-- can hold: the one index then finds a word within a year without reading the others.
create function refresh_portal_item(wanted uuid) returns void language plpgsql as $$
declare
  item portal_item;
  known portal_item;
  shown jsonb;
  form jsonb;
  changed jsonb;
begin
  select * into known from portal_item where case_id = wanted;
  select jsonb_object_agg(field, canonical::jsonb), jsonb_object_agg(field, seal), max(posted_at), min(index_number)
    into shown, item.seals, item.updated_at, item.index_number from portal_field where case_id = wanted;
  if shown is null then
    if known.case_id is null then return; end if;
    update portal_item set is_shown = false, title = '', document_number = null, summary = null, topic = null, organisation = null,
      made_on = null, valid_until = null, has_interpretation = false, is_partial = false, words = '', changed_at = clock_timestamp(),
      (taken_down_at, taken_down_why) = (
        select taken_down_at, taken_down_why from publication p where p.case_id = wanted and p.taken_down_at is not null
          and not exists (select from publication q where q.case_id = wanted and q.taken_down_at is null)
        order by taken_down_at desc limit 1)
      where case_id = wanted;
    return;
  end if;

  select c.type, d.body -> 'form' into item.type, form from cases c left join used_definition d using (type, version) where c.id = wanted;
  item.title := coalesce(shown ->> 'title', '');
  item.document_number := coalesce(shown ->> 'documentNumber', shown ->> 'decisionNumber');
  item.topic := shown ->> 'topic';
  item.organisation := nullif(shown ->> 'issuer', '');
  item.made_on := coalesce(shown ->> 'madeOn', shown ->> 'decidedOn');
  item.valid_until := shown ->> 'validUntil';
  select left(value #>> '{}', 300) into item.summary from jsonb_each(shown) as texts (field, value)
    where form -> field ->> 'kind' = 'long-text' order by field <> 'summary', field limit 1;
  select min(posted_at) into item.posted_at from publication where case_id = wanted;
  item.posted_year := extract(year from item.posted_at at time zone 'Asia/Shanghai');
  select setweight(portal_words(concat_ws(' ', item.title, item.document_number, item.index_number)), 'A')
      || portal_words(string_agg(portal_text(value, form -> field), ' '))
      || array_to_tsvector(array['=' || item.posted_year, '#' || item.type]) into item.words
    from jsonb_each(shown) as texts (field, value) where field not in ('title', 'documentNumber', 'decisionNumber');
  select coalesce(jsonb_agg(field order by field), '[]') into changed
    from jsonb_each_text(item.seals) as seal (field, digest) where known.seals ->> field <> digest;

  item.is_partial := exists (
    select from jsonb_each_text(item.seals) as seal (field, digest) where 'cleared-in-part' = (
      select f.outcome from finding f where f.case_id = wanted and f.seals ->> field = digest order by f.seq desc limit 1));

  insert into portal_item (case_id, is_shown, type, index_number, title, document_number, summary, topic, organisation, made_on, valid_until,
      has_interpretation, is_partial, posted_at, updated_at, posted_year, seals, corrections, words, changed_at)
    values (wanted, true, item.type, item.index_number, item.title, item.document_number, item.summary, item.topic, item.organisation,
      item.made_on, item.valid_until, shown ? 'interpretation', item.is_partial, item.posted_at, item.updated_at, item.posted_year,
      coalesce(known.seals, '{}') || item.seals,
      coalesce(known.corrections, '[]') || case when changed = '[]' then '[]' else jsonb_build_array(jsonb_build_object('at', business_now(), 'fields', changed)) end,
      item.words, clock_timestamp())
    on conflict (case_id) do update set is_shown = true, type = excluded.type, index_number = excluded.index_number, title = excluded.title,
      document_number = excluded.document_number, summary = excluded.summary, topic = excluded.topic, organisation = excluded.organisation,
      made_on = excluded.made_on, valid_until = excluded.valid_until, has_interpretation = excluded.has_interpretation, is_partial = excluded.is_partial,
      posted_at = excluded.posted_at, updated_at = excluded.updated_at, posted_year = excluded.posted_year, seals = excluded.seals,
      corrections = excluded.corrections, taken_down_at = null, taken_down_why = null, words = excluded.words, changed_at = excluded.changed_at;
end $$;

create function publication_changes_portal() returns trigger language plpgsql as $$
begin
  perform refresh_portal_item(coalesce(new.case_id, old.case_id));
  return null;
end $$;
create trigger portal_follows_publication after insert or update or delete on publication
  for each row execute function publication_changes_portal();

create function exposure_changes_portal() returns trigger language plpgsql as $$
begin
  perform refresh_portal_item(new.id);
  return null;
end $$;
create trigger portal_follows_exposure after update of exposed on cases
  for each row when (old.exposed is distinct from new.exposed) execute function exposure_changes_portal();

-- What was taken down before this table existed had been seen, and leaves its notice.
insert into portal_item (case_id, is_shown, type, index_number, posted_at, updated_at, posted_year, changed_at)
  select p.case_id, false, c.type, min(p.index_number), min(p.posted_at), max(p.posted_at), extract(year from min(p.posted_at) at time zone 'Asia/Shanghai'), clock_timestamp()
  from publication p join cases c on c.id = p.case_id where p.taken_down_at is not null group by p.case_id, c.type;
select refresh_portal_item(case_id) from (select distinct case_id from publication) posted;
