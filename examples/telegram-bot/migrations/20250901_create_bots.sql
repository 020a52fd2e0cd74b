create extension if not exists pgcrypto;

create table bots (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  token_hash bytea not null,
  created_at timestamptz not null default now()
);
