/// Throw-away PostgreSQL servers: found on the machine, brought along, or fetched; nothing of them
/// outlives the process that started them.
@NullMarked
package dev.migrationsentry.server;

import org.jspecify.annotations.NullMarked;
