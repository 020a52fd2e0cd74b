package dev.migrationsentry.sql.ast;

/// One SQL statement.
public interface Statement extends Node {}
