CREATE TABLE "User" ("id" TEXT);
