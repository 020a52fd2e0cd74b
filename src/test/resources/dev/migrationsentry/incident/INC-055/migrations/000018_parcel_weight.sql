-- +goose Up
alter table parcels add column weight integer;

-- +goose Down
select 1;
