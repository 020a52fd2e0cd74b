create table wallet (id int primary key);
