alter table a drop d;
