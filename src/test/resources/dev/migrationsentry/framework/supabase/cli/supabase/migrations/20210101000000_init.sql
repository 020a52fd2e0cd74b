create table generated (id int);
