/// What puts the sentry into a project, and takes it out again: texts put in at known places.
@NullMarked
package dev.migrationsentry.setup;

import org.jspecify.annotations.NullMarked;
