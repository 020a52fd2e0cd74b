alter table wallet alter column owner set not null;
