CREATE TABLE "lamps" ("id" bigint PRIMARY KEY NOT NULL);
