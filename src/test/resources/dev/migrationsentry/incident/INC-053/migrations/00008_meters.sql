-- +goose Up
create table meters (id bigint primary key);

-- +goose Down
select 1;
