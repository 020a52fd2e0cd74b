package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.QualifiedName;

/// A relation as statements name it: `ONLY t` excludes its children.
record RelationReference(QualifiedName name, boolean only) {}
