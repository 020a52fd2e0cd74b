create type mood as enum ('sad', 'ok');
create table people (m mood);
merge into people using (select 1) s on true when matched then update set m = 'x';
merge into people using (select 1) s on true when not matched then insert (m) values ('x');
