alter table orders add column note text;
create index orders_by_state on orders (state);
