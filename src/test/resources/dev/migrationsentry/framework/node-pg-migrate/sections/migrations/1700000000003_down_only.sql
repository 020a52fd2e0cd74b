alter table a add d int;
-- Down Migration
alter table a drop d;
