alter table wallet add column owner text;
