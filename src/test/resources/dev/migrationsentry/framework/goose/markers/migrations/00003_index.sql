-- +goose NO TRANSACTION
-- +goose Up
create index concurrently a_b on a (b);
create index concurrently a_c on a (c);
