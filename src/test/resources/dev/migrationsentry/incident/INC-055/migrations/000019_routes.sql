-- +goose Up
create table routes (id bigint primary key);

-- +goose Down
select 1;
