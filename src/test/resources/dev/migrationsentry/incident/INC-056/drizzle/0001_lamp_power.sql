ALTER TABLE "lamps" ADD COLUMN "power" integer;
