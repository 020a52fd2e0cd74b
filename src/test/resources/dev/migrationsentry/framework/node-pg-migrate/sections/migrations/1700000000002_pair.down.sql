alter table a drop c;
