-- café
create table c (id int);
