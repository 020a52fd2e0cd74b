create table if not exists jobs (
  id bigserial primary key,
  user_id bigint not null references users (user_id),
  model text not null,
  status text not null default 'queued'
);
