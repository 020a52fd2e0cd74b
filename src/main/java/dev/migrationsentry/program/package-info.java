/// An interpreter of Python as migrations use it: it knows the language, and asks an interface for
/// everything that a library does.
@NullMarked
package dev.migrationsentry.program;

import org.jspecify.annotations.NullMarked;
