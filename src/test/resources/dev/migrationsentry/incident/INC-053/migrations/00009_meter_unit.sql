-- +goose Up
alter table meters add column unit text;

-- +goose Down
select 1;
