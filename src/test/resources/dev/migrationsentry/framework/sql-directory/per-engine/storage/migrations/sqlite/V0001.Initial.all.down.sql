drop table device;
