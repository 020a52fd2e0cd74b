-- migrate:up
alter table a add c int;
-- migrate:down
alter table a drop c;
-- migrate:up
alter table a add d int;
-- migrate:down
alter table a drop d;
