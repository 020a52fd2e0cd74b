-- +goose Up
create table a (id int);
alter table a add b int; alter table a add c int;

-- a comment; between
insert into a (id)
values (1); -- done

-- +goose Down
drop table a;
