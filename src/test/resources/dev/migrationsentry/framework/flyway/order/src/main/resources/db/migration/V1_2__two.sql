alter table t add a int;
