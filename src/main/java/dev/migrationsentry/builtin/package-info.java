/// What a fresh PostgreSQL 14 to 18 and its contrib extensions contain (types, functions,
/// operators, casts, system relations, settings, …), and how the server chooses among them.
@NullMarked
package dev.migrationsentry.builtin;

import org.jspecify.annotations.NullMarked;
