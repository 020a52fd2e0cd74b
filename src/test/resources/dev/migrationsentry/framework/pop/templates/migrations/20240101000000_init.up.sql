create table {{ index .Options "Namespace" }}.a (id int);
