create extension adminpack;
create extension old_snapshot;
