CREATE TABLE "a" ("id" bigint);--> statement-breakpoint
CREATE INDEX "a_id" ON "a" ("id");
