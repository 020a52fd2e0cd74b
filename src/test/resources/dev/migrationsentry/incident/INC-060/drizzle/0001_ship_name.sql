ALTER TABLE "ships" ADD COLUMN "name" text;
