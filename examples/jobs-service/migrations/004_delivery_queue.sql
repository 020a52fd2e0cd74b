-- Results are sent to the chat that asked for them.
create table if not exists jobs (
  id bigserial primary key,
  user_id bigint not null references users (user_id),
  chat_id bigint not null,
  model text not null,
  status text not null default 'queued',
  delivered_at timestamptz
);

create index if not exists ix_jobs_chat on jobs (chat_id);
create index if not exists ix_jobs_undelivered on jobs (id) where delivered_at is null;
