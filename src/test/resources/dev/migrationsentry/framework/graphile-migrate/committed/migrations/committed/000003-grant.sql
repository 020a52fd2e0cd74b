--! Previous: sha1:wrong
--! Hash: sha1:ccc

grant connect on database :DATABASE_NAME to reader;
