do $$
begin
  if not exists (
    select 1 from information_schema.columns
     where table_schema = 'public' and table_name = 'contacts' and column_name = 'language_code'
  ) then
    alter table contacts add column language_code varchar(8);
  end if;
end $$;

create index if not exists ix_contacts_language on contacts (language_code);
