--! Previous: -
--! Hash: sha1:aaa

create table a (id int);
