drop table {{ index .Options "Namespace" }}.a;
