CREATE TABLE "meters" ("id" bigint PRIMARY KEY NOT NULL, "lamp_id" bigint);
--> statement-breakpoint
CREATE INDEX "meters_lamp_id" ON "meters" ("lamp_id");
