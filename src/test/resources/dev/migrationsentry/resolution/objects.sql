create table shelf (
  id int primary key,
  label text not null,
  width numeric(6, 2) default 1,
  tags text[],
  built date,
  extra jsonb
);
create table book (
  id bigint generated always as identity primary key,
  shelf_id int references shelf (id),
  title varchar(80) not null,
  pages smallint,
  lent boolean default false,
  price real,
  added timestamptz default now(),
  short text generated always as (lower(title)) stored
);
create table note (id uuid, body text, book_id bigint, unique (book_id, body));
create function area(width numeric, height numeric default 1) returns numeric
  language sql immutable as 'select width * height';
create function titles(shelf int) returns table (title varchar, pages smallint)
  language sql as 'select title, pages from book where shelf_id = shelf';
create function any_of(one anyelement, other anyelement) returns anyelement
  language sql as 'select one';
create function tall() returns setof shelf language sql as 'select * from shelf';
create view lent_book as select id, title, pages * 2 as sides, lent from book where lent;
