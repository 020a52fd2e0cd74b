-- +goose Up
-- +goose ENVSUB ON
grant select on a to ${READER};
-- +goose ENVSUB OFF
