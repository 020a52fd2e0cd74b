class V7__Backfill {}
