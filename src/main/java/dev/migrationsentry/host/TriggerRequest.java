package dev.migrationsentry.host;

import org.jspecify.annotations.Nullable;

/// What is to be deployed.
///
/// @param commit the full name of the commit, or null for the newest one of the service's branch
/// @param clearCache whether the host is to build without what it kept of earlier builds
public record TriggerRequest(@Nullable String commit, boolean clearCache) {}
