package dev.migrationsentry.sql.ast;

/// One SQL statement. The families are sealed, so that whoever handles statements is told by the
/// compiler what is missing.
public sealed interface Statement extends Node
    permits AccessStatement,
        AlterTable,
        CreateTable,
        DataStatement,
        DatabaseStatement,
        IndexStatement,
        ObjectStatement,
        Opaque,
        Query,
        RoutineStatement,
        SchemaStatement,
        SessionStatement,
        TransactionStatement,
        TriggerStatement,
        TypeStatement,
        ViewStatement {}
