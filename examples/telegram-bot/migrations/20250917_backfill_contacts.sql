-- Everybody who ever started a bot becomes a contact.
insert into contacts (bot_id, tg_id, first_seen_at, last_seen_at)
select fe.bot_id, fe.tg_id, min(fe.occurred_at), max(fe.occurred_at)
  from funnel_events fe
 where fe.tg_id is not null
 group by fe.bot_id, fe.tg_id
on conflict (bot_id, tg_id) do update
   set last_seen_at = greatest(contacts.last_seen_at, excluded.last_seen_at);
