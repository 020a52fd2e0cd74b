ALTER TABLE "banks" ADD COLUMN "name" text;
