create table second (id int);
