-- ON CONFLICT needs a unique index or an exclusion constraint that says the same.
create table plan (id int primary key, code text, region text, active boolean, rank int);
insert into plan (id, code) values (1, 'a') on conflict (id) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (code) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (id, code) do update set code = excluded.code;
insert into plan (id, code) values (2, 'a') on conflict do nothing;
insert into plan (id, code) values (3, 'a') on conflict do update set code = 'b';
insert into plan (id, code) values (2, 'a') on conflict on constraint plan_pkey do nothing;
insert into plan (id, code) values (2, 'a') on conflict on constraint plan_code_key do nothing;
insert into plan (id, code) values (2, 'a') on conflict on constraint plan_pkey do update set nothing = 1;
insert into plan (id, code) values (2, 'a') on conflict (missing) do nothing;
insert into plan (id, code) select 4, 'x' where false on conflict (code) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (id desc) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (id nulls first) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (ctid) do nothing;
with more as (insert into plan (id, code) values (9, 'z') on conflict (code) do nothing returning id) select * from more;
explain insert into plan (id, code) values (2, 'a') on conflict (code) do nothing;
-- A plain index does not do.
create index plan_code on plan (code);
insert into plan (id, code) values (2, 'a') on conflict (code) do nothing;
drop index plan_code;
truncate plan;
create unique index plan_code on plan (code);
insert into plan (id, code) values (12, 'b') on conflict (code) do nothing;
insert into plan as p (id, code) values (13, 'c') on conflict (code) do update set rank = p.rank + excluded.rank;
insert into plan (id, code) values (2, 'a') on conflict (code, region) do nothing;
insert into plan (id, code) values (2, 'a') on conflict on constraint plan_code do nothing;
drop index plan_code;
insert into plan (id, code) values (2, 'a') on conflict (code) do nothing;
-- Several columns, in any order; included ones do not count.
truncate plan;
create unique index plan_pair on plan (code, region) include (rank);
insert into plan (id, code, region) values (22, 'd', 'r') on conflict (region, code) do nothing;
insert into plan (id, code, region) values (22, 'd', 'r') on conflict (region, code, code) do nothing;
insert into plan (id, code, region) values (22, 'd', 'r') on conflict (code) do nothing;
insert into plan (id, code, region) values (22, 'd', 'r') on conflict (code, region, rank) do nothing;
drop index plan_pair;
-- Partial indexes need their condition.
truncate plan;
create unique index plan_live on plan (code) where active;
insert into plan (id, code) values (2, 'a') on conflict (code) do nothing;
insert into plan (id, code) values (32, 'e') on conflict (code) where active do nothing;
insert into plan (id, code) values (2, 'a') on conflict (code) where region = 'x' do nothing;
insert into plan (id, code) values (33, 'f') on conflict (code) where active and region = 'x' do nothing;
drop index plan_live;
truncate plan;
create unique index plan_named on plan (code) where region is not null;
insert into plan (id, code) values (34, 'f') on conflict (code) where region is not null do nothing;
insert into plan (id, code) values (35, 'f') on conflict (code) where region = 'x' do nothing;
insert into plan (id, code) values (36, 'f') on conflict (code) where region is null do nothing;
drop index plan_named;
-- An index without condition takes any.
truncate plan;
create unique index plan_all on plan (code);
insert into plan (id, code) values (37, 'g') on conflict (code) where active do nothing;
insert into plan (id, code) values (38, 'g') on conflict (code) where nothing do nothing;
drop index plan_all;
-- Expressions.
truncate plan;
create unique index plan_lower on plan (lower(code));
insert into plan (id, code) values (2, 'a') on conflict (code) do nothing;
insert into plan (id, code) values (42, 'h') on conflict (lower(code)) do nothing;
insert into plan (id, code) values (43, 'h') on conflict ((lower( plan.code ))) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (upper(code)) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (lower(code), region) do nothing;
drop index plan_lower;
truncate plan;
create unique index plan_mixed on plan (region, lower(code));
insert into plan (id, code) values (2, 'a') on conflict (region) do nothing;
insert into plan (id, code) values (2, 'a') on conflict (lower(code)) do nothing;
insert into plan (id, code) values (44, 'i') on conflict (lower(code), region) do nothing;
alter table plan rename column code to label;
-- unknown
insert into plan (id, label) values (45, 'j') on conflict (lower(label), region) do nothing;
drop index plan_mixed;
-- Collations and operator classes have to be the index's own when they are named.
truncate plan;
create unique index plan_label on plan (label);
insert into plan (id, label) values (52, 'k') on conflict (label text_ops) do nothing;
insert into plan (id, label) values (2, 'a') on conflict (label text_pattern_ops) do nothing;
insert into plan (id, label) values (2, 'a') on conflict (label collate "C") do nothing;
insert into plan (id, label) values (2, 'a') on conflict (label collate "nowhere") do nothing;
drop index plan_label;
-- Exclusion and deferrable constraints.
create table span (id int, r int4range, exclude using gist (r with &&), constraint positive check (id > 0));
insert into span values (1, '[1,2)') on conflict on constraint span_r_excl do nothing;
insert into span values (1, '[1,2)') on conflict on constraint span_r_excl do update set id = 2;
insert into span values (1, '[1,2)') on conflict (r) do nothing;
insert into span values (1, '[1,2)') on conflict on constraint positive do nothing;
create table later (id int unique deferrable);
insert into later values (1) on conflict (id) do nothing;
insert into later values (1) on conflict on constraint later_id_key do nothing;
insert into later values (1) on conflict do nothing;
-- Partitioned tables, and partitions.
create table event (id int, day date, primary key (id, day)) partition by range (day);
create table event_1 partition of event default;
insert into event values (1, '2020-01-01') on conflict (id, day) do nothing;
insert into event values (1, '2020-01-01') on conflict (id) do nothing;
insert into event_1 values (2, '2020-01-01') on conflict (day, id) do nothing;
insert into event_1 values (2, '2020-01-01') on conflict (day) do nothing;
-- Functions are checked when they run only.
create function upsert() returns void language sql as $$ insert into plan (id, label) values (2, 'a') on conflict (label) do nothing $$;
create function upsert_later() returns void language plpgsql as $$ begin insert into plan (id, label) values (2, 'a') on conflict (label) do nothing; end $$;
do $$ begin insert into plan (id, label) values (2, 'a') on conflict (label) do nothing; end $$;
do $$ begin if false then insert into plan (id, label) values (2, 'a') on conflict (label) do nothing; end if; end $$;
do $$ begin insert into plan (id, label) values (2, 'a') on conflict (label) do nothing; exception when others then null; end $$;
