create index device_id on device (id);
