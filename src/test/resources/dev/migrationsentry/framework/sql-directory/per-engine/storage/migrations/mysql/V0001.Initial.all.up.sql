create table device (id int);
