-- Extensions that the server may lack: here it does, so that nothing else is compared.
-- unknown
create extension vector;
-- unknown
create extension if not exists postgis;
create extension if not exists pgcrypto;
set search_path = '';
-- unknown
create extension pg_tle;
