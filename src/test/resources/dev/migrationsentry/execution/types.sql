-- Enums.
create type mood as enum ('sad', 'ok');
create type mood as enum ('sad');
create type twice as enum ('a', 'b', 'a');
create type long as enum ('a234567890123456789012345678901234567890123456789012345678901234');
create type missing.mood as enum ('a');
create type empty as enum ();
alter type mood add value 'ok';
alter type mood add value if not exists 'ok';
alter type mood add value 'happy';
alter type mood add value 'glum' before 'nope';
alter type mood add value 'glum' after 'sad';
alter type mood rename value 'glum' to 'ok';
alter type mood rename value 'nope' to 'ok';
alter type mood rename value 'glum' to 'gloomy';
alter type mood rename value 'glum' to 'x';
alter type nope add value 'x';
alter type missing.nope add value 'x';
create table people (id int, name text, mood mood);
create type people as enum ('a');
alter type people add value 'x';
alter type int4 add value 'x';
create sequence mood;
create table mood (a int);

-- Composite types.
create type pair as (a int, a int);
create type pair as (a nope);
create type pair as (a serial);
create type pair as (a int, ctid int, b record);
create type pair as (a pair);
create type pair as (a int collate "C");
create type pair as (a text collate "C", b mood[], ctid int);
create type pair as (a int);
create type none as ();
create sequence numbers;
create type numbers as (a int);
create type numbers as enum ('a');

-- Ranges.
create type floats as range (foo = 1);
create type floats as range (subtype_diff = float8mi);
create type floats as range (subtype = float8, subtype = float8);
create type floats as range (subtype = nope);
create type floats as range (subtype = json);
create type floats as range (subtype = anyelement);
create type floats as range (subtype = int, subtype_opclass = nope);
create type floats as range (subtype = int, collation = "C");
create type floats as range (subtype = int, canonical = foo);
create type floats as range (subtype = int, subtype_diff = foo);
create type floats as range (subtype = int, multirange_type_name = mood);
create type floats as range (subtype = float8, subtype_diff = float8mi);
create type floats as enum ('a');
create type floats_multirange as enum ('a');
create type floatrange as range (subtype = float8);
create type floatmultirange as enum ('a');
create type ints as range (subtype = int, multirange_type_name = floatmultirange);
create type ints as range (subtype = int, multirange_type_name = many_ints);
create type moods as range (subtype = mood);
create table ranges (f floats, m many_ints, r ints default ints(1, 2));

-- Base types.
create type box3 (input = x);
create type box3;
create type box3;
create type box3 (output = x);
create type box3 (input = x);
create type box3 (input = x, output = y);
create type box3 as enum ('a');
create table boxes (a box3);
create type later;
create type later as range (subtype = int4);
create table laters (a later);

-- Names that are no words in lower case, and base types made of internal functions.
create type letters as range (subtype = text, collation = "C");
create type words as range (subtype = text, collation = pg_catalog."C");
create type numeral;
create function numeral_in(cstring) returns numeral language internal strict immutable as 'int4in';
create function numeral_out(numeral) returns cstring language internal strict immutable as 'int4out';
create type numeral (input = numeral_in, output = numeral_out, internallength = 4, passedbyvalue);
create table numerals (n numeral);
create schema holder;
create function holder.f() returns int language sql as 'select 1';
drop schema holder;
