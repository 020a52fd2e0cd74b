create table a (id int);
set search_path = other;
