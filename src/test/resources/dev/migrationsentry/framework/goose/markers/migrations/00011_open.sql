-- +goose Up
alter table a add d int
