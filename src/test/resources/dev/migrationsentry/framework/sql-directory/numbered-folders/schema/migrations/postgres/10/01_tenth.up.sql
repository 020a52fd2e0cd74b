alter table wallet drop column owner;
