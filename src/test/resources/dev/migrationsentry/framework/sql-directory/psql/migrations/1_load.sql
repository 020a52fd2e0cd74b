\set ON_ERROR_STOP on
create table rate (code text, value numeric);
copy rate from stdin;
EUR	1.0
\.
