create table setup (id int);
