create table boats (id bigint primary key);
