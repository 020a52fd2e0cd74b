create index on orders (customer_id);
create unique index concurrently if not exists orders_number_idx on only shop.orders using btree (lower(note) text_pattern_ops desc nulls last, (total * 2) asc nulls first, state collate "C") include (id, total) nulls not distinct with (fillfactor = 70, deduplicate_items) tablespace fast where total > 0;
create index gin_idx on docs using gin (body jsonb_path_ops, title gin_trgm_ops(siglen = 32));
create index concurrently on docs using gist (area box_ops);
reindex index shop.orders_number_idx;
reindex (verbose, tablespace fast) table concurrently orders;
reindex schema concurrently shop;
reindex database;
reindex system postgres;
