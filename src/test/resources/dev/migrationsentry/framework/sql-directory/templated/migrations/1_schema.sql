create table {{ .Schema }}.a (id int);

  grant select on ${schema}.a to reader;
create table b (tags text[] default '{{x,y},{z,w}}');
