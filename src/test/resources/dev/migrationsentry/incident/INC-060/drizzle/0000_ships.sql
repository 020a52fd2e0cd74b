CREATE TABLE "ships" ("id" bigint PRIMARY KEY NOT NULL);
