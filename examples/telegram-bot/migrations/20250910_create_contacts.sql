create table contacts (
  bot_id uuid not null references bots (id) on delete cascade,
  tg_id bigint not null,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  primary key (bot_id, tg_id)
);
