alter table order_states drop column label;
