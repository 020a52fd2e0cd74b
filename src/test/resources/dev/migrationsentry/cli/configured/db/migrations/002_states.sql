create type order_state as enum ('new', 'paid', 'sent');
alter table orders add column state order_state not null default 'new';
create index orders_state_idx on orders (state) where state <> 'sent';
