alter table projects drop column quota;
