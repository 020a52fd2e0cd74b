create table d (a text default null, b varchar(10) default null, c numeric(5,2) default null, d timestamp(3) default null, e int default null, f char default null, g numeric default null);
alter table d add column h varchar(5) default null, add column i varchar default null;
alter table d alter column a set default null, alter column b set default null;
