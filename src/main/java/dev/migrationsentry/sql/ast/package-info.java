/// The statements, queries and expressions of PostgreSQL's SQL as sealed records, one file per
/// family.
@NullMarked
package dev.migrationsentry.sql.ast;

import org.jspecify.annotations.NullMarked;
