/// What was found, for people and for programs.
@NullMarked
package dev.migrationsentry.report;

import org.jspecify.annotations.NullMarked;
