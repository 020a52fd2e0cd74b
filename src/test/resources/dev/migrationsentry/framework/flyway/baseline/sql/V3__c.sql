create table c (id int);
vacuum c;
