create table if not exists job_results (
  job_id bigint primary key references jobs (id) on delete cascade,
  body text not null
);
