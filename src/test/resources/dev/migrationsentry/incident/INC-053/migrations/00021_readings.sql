-- +goose Up
create table readings (id bigint primary key);

-- +goose Down
select 1;
