ALTER TABLE "banks" ADD COLUMN "city" text;
