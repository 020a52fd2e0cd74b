create table if not exists users (
  user_id bigint primary key,
  balance numeric(12, 2) not null default 0,
  created_at timestamptz not null default now()
);
