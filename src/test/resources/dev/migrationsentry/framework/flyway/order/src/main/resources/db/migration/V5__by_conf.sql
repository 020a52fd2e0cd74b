alter table t add f int;
