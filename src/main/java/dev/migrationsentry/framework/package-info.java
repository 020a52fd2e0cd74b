/// Recognises migration histories by the layout of a project and reads them as their runners do:
/// one class per runner.
@NullMarked
package dev.migrationsentry.framework;

import org.jspecify.annotations.NullMarked;
