-- Bots report when something happened, which is not when it was stored.
alter table funnel_events add column if not exists occurred_at timestamptz;
update funnel_events set occurred_at = created_at where occurred_at is null;
alter table funnel_events alter column occurred_at set default now();
create index ix_funnel_events_occurred on funnel_events (bot_id, occurred_at);
