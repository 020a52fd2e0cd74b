CREATE TABLE "banks" ("id" bigint PRIMARY KEY NOT NULL);
