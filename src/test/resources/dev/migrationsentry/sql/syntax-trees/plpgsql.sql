do $body$
#variable_conflict use_column
<<main>>
declare
  v_id bigint;
  v_name text collate "C" not null default 'x';
  v_limit constant int := 10;
  v_row users%rowtype;
  v_type users.name%type;
  v_ids int[] = array[1, 2];
  copy_of v_id%type[];
  other alias for v_name;
  c_users cursor (p_min int, p_max int) for select id from users where id between p_min and p_max;
  c_any no scroll cursor is select 1;
  v_ref refcursor;
begin
  v_id := 1;
  v_ids[2] := v_id + 1;
  v_row.name = 'n';
  main.v_id := count(*) from users where id > 1;
  select id, name into strict v_id, v_name from users limit 1;
  insert into users (id) select 1 returning id into v_id;
  perform pg_sleep(1) from users;
  if v_id > 1 then
    null;
  elsif v_id = 0 then
    return;
  elseif v_id is null then
    raise notice 'id % of %', v_id, 10;
  else
    raise exception using errcode = 'P0001', message = 'no';
  end if;
  case v_id
    when 1, 2 then raise division_by_zero;
    else raise sqlstate '22012' using hint := 'h';
  end case;
  case when v_id > 1 then raise; end case;
  <<rows>>
  for v_row in select * from users order by id loop
    exit rows when v_row.id > 10;
    continue;
  end loop rows;
  for i in reverse v_limit..1 by 2 loop
    assert i > 0, 'positive';
  end loop;
  for v_id, v_name in execute 'select id, name from ' || 'users where id > $1' using v_limit loop end loop;
  for r in c_users(p_max => 10, p_min := 1) loop exit main; end loop;
  foreach v_id slice 0 in array v_ids loop end loop;
  while true loop end loop;
  loop exit; end loop;
  open c_users(1, 2);
  open v_ref for execute 'select 1' using v_id;
  open v_ref no scroll for select 2;
  fetch next from c_users into v_id;
  fetch c_any into v_id;
  move forward 2 in c_users;
  close v_ref;
  get diagnostics v_id = row_count, v_name = pg_context;
  execute 'create table t (a int); drop ' || 'table u';
  execute format('alter table %I add column %s text default %L', 'My Table', 'x', 'it''s') into v_id using 1, 2;
  execute format('alter table %I add x int', v_name);
  execute 'select from where';
  commit and chain;
  rollback;
  call archive(v_id);
  begin
    update users set name = v_name where id = v_id;
  exception
    when undefined_column or sqlstate '42P01' then
      get stacked diagnostics v_name = message_text;
    when others then null;
  end;
end main
$body$;

create function touch() returns trigger language plpgsql as '
begin
  if tg_op = ''INSERT'' then
    new.created_at := now();
  end if;
  return new;
end';
create function many() returns setof int language plpgsql as $$
begin
  return next 1;
  return query select 2;
  return query execute 'select $1' using 3;
end $$;
