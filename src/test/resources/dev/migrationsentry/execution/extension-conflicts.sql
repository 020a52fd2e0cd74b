create function gen_salt(text) returns text language sql as 'select $1';
create extension pgcrypto;
create schema other;
create extension pgcrypto schema other;
create table t (a other.nope);
