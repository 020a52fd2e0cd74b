ALTER TABLE "meters" ADD COLUMN "unit" text;
