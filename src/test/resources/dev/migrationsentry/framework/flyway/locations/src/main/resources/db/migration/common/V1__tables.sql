create table t (id int);
alter table t owner to ${owner};
comment on table t is '${flyway:filename} of ${unknown}';
