/// What mends a failure: files, statements and commands, each offered only after it was tried.
@NullMarked
package dev.migrationsentry.remedy;

import org.jspecify.annotations.NullMarked;
