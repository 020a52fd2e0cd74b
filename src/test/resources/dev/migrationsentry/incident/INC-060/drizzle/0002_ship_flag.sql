ALTER TABLE "ships" ADD COLUMN "flag" text;
