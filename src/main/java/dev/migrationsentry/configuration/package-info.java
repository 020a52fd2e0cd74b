/// What a project says of itself in `migration-sentry.yaml`.
@NullMarked
package dev.migrationsentry.configuration;

import org.jspecify.annotations.NullMarked;
