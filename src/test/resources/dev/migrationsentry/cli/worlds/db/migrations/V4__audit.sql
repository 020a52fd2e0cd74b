create schema audit;
create table audit.entries (id bigint primary key, order_id bigint references orders (id));
