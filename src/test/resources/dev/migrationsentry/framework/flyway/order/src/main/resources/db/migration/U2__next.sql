alter table t drop c;
