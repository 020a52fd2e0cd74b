insert into {{ .Schema }}.a values (1);

  update ${schema}.a set id = 2;
insert into b (tags) values ('{{x,y},{z,w}}');
