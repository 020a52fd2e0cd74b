-- +goose Up
create table clients (id bigint primary key)
