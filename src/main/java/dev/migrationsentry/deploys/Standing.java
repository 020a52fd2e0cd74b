package dev.migrationsentry.deploys;

import dev.migrationsentry.host.Deploy;
import org.jspecify.annotations.Nullable;

/// Where a service stands, by its deploys alone.
///
/// @param newest the newest deploy, or null when there is none
/// @param running the newest deploy when it has not ended, or null
/// @param live the one that serves, or null when none does
/// @param failures how many deploys failed in a row, up to the newest one that ended; canceled ones
///   neither count nor end the row
/// @param firstFailure the oldest of these, or null
/// @param lastFailure the newest of these, or null
public record Standing(
    @Nullable Deploy newest,
    @Nullable Deploy running,
    @Nullable Deploy live,
    int failures,
    @Nullable Deploy firstFailure,
    @Nullable Deploy lastFailure) {}
