drop index a_id;
