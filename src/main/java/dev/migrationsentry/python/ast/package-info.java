/// Python's statements, expressions and patterns as sealed records, node by node those of Python's
/// own module `ast`.
@NullMarked
package dev.migrationsentry.python.ast;

import org.jspecify.annotations.NullMarked;
