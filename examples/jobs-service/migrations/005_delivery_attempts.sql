create table if not exists delivery_attempts (
  job_id bigint not null references jobs (id) on delete cascade,
  attempt int not null,
  error text,
  primary key (job_id, attempt)
);
