create table funnel_events (
  id bigserial primary key,
  bot_id uuid not null references bots (id) on delete cascade,
  event text not null,
  tg_id bigint,
  payload jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default now()
);

create index ix_funnel_events_bot on funnel_events (bot_id, created_at);
