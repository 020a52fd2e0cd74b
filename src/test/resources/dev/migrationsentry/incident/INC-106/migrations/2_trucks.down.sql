drop table trucks;
